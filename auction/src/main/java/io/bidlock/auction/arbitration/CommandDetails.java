package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockRequested;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a command said or did that its verdict does not need but data does: with it a decision tells
 * the whole story, and nobody has to join it with the log. Not part of the chain.
 *
 * @param channel where a bid came from
 * @param bought whether a bid bought the item, which ended it at once
 * @param actorId who did it, where that is no bidder
 * @param why the reason they gave
 * @param holder who asked for a hold
 * @param terms the listing's terms as they are once it was listed or amended
 */
public record CommandDetails(
    Optional<Channel> channel,
    boolean bought,
    Optional<String> actorId,
    Optional<String> why,
    Optional<String> holder,
    Optional<Terms> terms) {

  /** Nothing more to say. */
  public static final CommandDetails NONE =
      new CommandDetails(
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Nearly all commands are bids, of which hardly anything is said but the channel. */
  private static final Map<Channel, CommandDetails> BIDS = bids(false);

  private static final Map<Channel, CommandDetails> PURCHASES = bids(true);

  private static Map<Channel, CommandDetails> bids(boolean bought) {
    Map<Channel, CommandDetails> bids = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      bids.put(
          channel,
          new CommandDetails(
              Optional.of(channel),
              bought,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return bids;
  }

  /** Details of a bid that did not buy the item at once. */
  public static CommandDetails ofBid(Channel channel) {
    return BIDS.get(channel);
  }

  /** Details of a bid that bought the item. */
  public static CommandDetails ofPurchase(Channel channel) {
    return PURCHASES.get(channel);
  }

  /**
   * Details of a command.
   *
   * @param bought whether it was a bid that ended the item
   * @param terms what is in force after it, where it was a listing or an amendment and was accepted
   */
  static CommandDetails of(LogRecord command, boolean bought, Optional<Terms> terms) {
    if (command instanceof BidPlaced bid) {
      return bought ? ofPurchase(bid.channel()) : ofBid(bid.channel());
    }
    if (command instanceof ItemListed) {
      return saying(Optional.empty(), Optional.empty(), Optional.empty(), terms);
    }
    if (command instanceof ListingAmended amended) {
      return byActor(amended.actorId(), Optional.empty(), terms);
    }
    if (command instanceof AuctionPaused paused) {
      return byActor(paused.actorId(), Optional.of(paused.why()), Optional.empty());
    }
    if (command instanceof AuctionResumed resumed) {
      return byActor(resumed.actorId(), Optional.empty(), Optional.empty());
    }
    if (command instanceof ItemWithdrawn withdrawn) {
      return byActor(withdrawn.actorId(), Optional.of(withdrawn.why()), Optional.empty());
    }
    if (command instanceof BidRetracted retracted) {
      return saying(
          Optional.empty(), Optional.of(retracted.why()), Optional.empty(), Optional.empty());
    }
    if (command instanceof LockRequested request) {
      return saying(
          Optional.empty(), Optional.empty(), Optional.of(request.holder()), Optional.empty());
    }
    return NONE;
  }

  private static CommandDetails byActor(
      String actorId, Optional<String> why, Optional<Terms> terms) {
    return saying(Optional.of(actorId), why, Optional.empty(), terms);
  }

  /** Details of a command that is no bid. */
  public static CommandDetails saying(
      Optional<String> actorId,
      Optional<String> why,
      Optional<String> holder,
      Optional<Terms> terms) {
    return new CommandDetails(Optional.empty(), false, actorId, why, holder, terms);
  }
}
