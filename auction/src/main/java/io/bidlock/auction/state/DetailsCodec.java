package io.bidlock.auction.state;

import io.bidlock.auction.arbitration.CommandDetails;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.Channel;
import java.util.Optional;

/**
 * What a command said besides, as bytes. Nearly all commands are bids, of which it is a channel:
 * one byte.
 */
final class DetailsCodec {
  private static final int NONE = 0;
  private static final int ALL = 1;

  /** Codes from here on are a channel and nothing else. */
  private static final int CHANNEL = 2;

  /** Codes from here on are the channel of a bid that bought the item. */
  private static final int PURCHASE = 64;

  private static final Channel[] CHANNELS = Channel.values();

  private DetailsCodec() {}

  static void write(BinaryWriter out, CommandDetails details) {
    if (details.equals(CommandDetails.NONE)) {
      out.int8(NONE);
    } else if (details.channel().isPresent()) {
      // A command with a channel is a bid, and says nothing else.
      int codes = details.bought() ? PURCHASE : CHANNEL;
      out.int8(codes + details.channel().get().ordinal());
    } else {
      out.int8(ALL)
          .optionalText(details.actorId())
          .optionalText(details.why())
          .optionalText(details.holder())
          .flag(details.terms().isPresent());
      details.terms().ifPresent(terms -> StateCodec.write(out, terms));
    }
  }

  static CommandDetails read(BinaryReader in) {
    int code = in.int8();
    if (code == NONE) {
      return CommandDetails.NONE;
    }
    if (code == ALL) {
      return CommandDetails.saying(
          in.optionalText(), in.optionalText(), in.optionalText(), terms(in));
    }
    return code >= PURCHASE
        ? CommandDetails.ofPurchase(channel(code - PURCHASE))
        : CommandDetails.ofBid(channel(code - CHANNEL));
  }

  private static Channel channel(int ordinal) {
    if (ordinal < 0 || ordinal >= CHANNELS.length) {
      throw new CorruptState("unknown channel " + ordinal);
    }
    return CHANNELS[ordinal];
  }

  private static Optional<Terms> terms(BinaryReader in) {
    return in.flag() ? Optional.of(StateCodec.readTerms(in)) : Optional.empty();
  }
}
