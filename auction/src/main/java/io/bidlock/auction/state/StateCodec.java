package io.bidlock.auction.state;

import io.bidlock.auction.arbitration.Bidding;
import io.bidlock.auction.arbitration.Closing;
import io.bidlock.auction.arbitration.CommandDetails;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Hold;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Progress;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.StandingBid;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * State as bytes: explicit, versioned, compact, because it lives in savepoints. The first byte is
 * the version of the encoding; a new version still reads the old ones.
 */
public final class StateCodec {
  private static final int VERSION = 1;

  /** With what the command said besides; version 1 had none of it. */
  private static final int REMEMBERED_VERSION = 2;

  private static final int AUCTION = 1;
  private static final int TOMBSTONE = 2;

  private static final Map<Integer, Reason> REASONS = Codes.of(Reason.values(), Reason::code);
  private static final Map<Integer, Outcome> OUTCOMES = Codes.of(Outcome.values(), Outcome::code);
  private static final Map<Integer, LogRecord.Kind> KINDS =
      Codes.of(LogRecord.Kind.values(), LogRecord.Kind::code);

  private StateCodec() {}

  /**
   * @throws IllegalArgumentException for an unknown item, which leaves no state
   */
  public static byte[] encode(ItemState state) {
    BinaryWriter out = new BinaryWriter().int8(VERSION);
    if (state instanceof ItemState.Auction auction) {
      write(out.int8(AUCTION), auction);
    } else if (state instanceof ItemState.Tombstone tombstone) {
      out.int8(TOMBSTONE).number(tombstone.rulesVersion());
      write(out, tombstone.progress());
      out.int8(tombstone.outcome().code()).int8(tombstone.lateReason().code());
    } else {
      throw new IllegalArgumentException("an unknown item has no state");
    }
    return out.toBytes();
  }

  /**
   * @throws CorruptState when the bytes are no state of a known version
   */
  public static ItemState decode(byte[] bytes) {
    BinaryReader in = versioned(bytes);
    int kind = in.int8();
    ItemState state =
        switch (kind) {
          case AUCTION -> readAuction(in);
          case TOMBSTONE ->
              new ItemState.Tombstone(
                  in.integer(), readProgress(in), outcome(in.int8()), reason(in.int8()));
          default -> throw new CorruptState("unknown kind " + kind);
        };
    in.end();
    return state;
  }

  /** A remembered command as bytes. */
  public static byte[] encode(Remembered remembered) {
    BinaryWriter out =
        new BinaryWriter().int8(REMEMBERED_VERSION).fixed64(remembered.bodyFingerprint());
    write(out, remembered.decision());
    return out.toBytes();
  }

  /**
   * @throws CorruptState when the bytes are nothing remembered of a known version
   */
  public static Remembered decodeRemembered(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes);
    int version = in.int8();
    if (version < VERSION || version > REMEMBERED_VERSION) {
      throw new CorruptState("unknown version " + version);
    }
    Remembered remembered = new Remembered(in.fixed64(), readDecision(in, version));
    in.end();
    return remembered;
  }

  private static BinaryReader versioned(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes);
    int version = in.int8();
    if (version != VERSION) {
      throw new CorruptState("unknown version " + version);
    }
    return in;
  }

  private static void write(BinaryWriter out, ItemState.Auction auction) {
    out.number(auction.rulesVersion());
    write(out, auction.listing().terms());
    write(out, auction.progress());
    write(out, auction.bidding());
    out.number(auction.bids())
        .number(auction.acceptedBids())
        .number(auction.listedEndMillis())
        .number(auction.endMillis())
        .optionalNumber(auction.pausedSinceMillis())
        .number(auction.pausedOpenMillis());
    out.flag(auction.hold().isPresent());
    if (auction.hold().isPresent()) {
      Hold hold = auction.hold().get();
      out.text(hold.holder()).number(hold.token()).number(hold.untilMillis());
    }
    out.flag(auction.closing().isPresent());
    if (auction.closing().isPresent()) {
      write(out, auction.closing().get());
    }
  }

  private static ItemState.Auction readAuction(BinaryReader in) {
    return new ItemState.Auction(
        in.integer(),
        readListing(in),
        readProgress(in),
        readBidding(in),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.optionalNumber(),
        in.number(),
        in.flag() ? Optional.of(new Hold(in.text(), in.number(), in.number())) : Optional.empty(),
        in.flag() ? Optional.of(readClosing(in)) : Optional.empty());
  }

  /** Terms are kept as they were written: what they mean is the rules' business. */
  static void write(BinaryWriter out, Terms terms) {
    out.number(terms.size());
    terms.forEach((term, text) -> out.text(term.fieldName()).text(text));
  }

  static Terms readTerms(BinaryReader in) {
    int size = in.count();
    EnumMap<Term, String> texts = new EnumMap<>(Term.class);
    for (int index = 0; index < size; index++) {
      String name = in.text();
      Term term = Term.ofField(name).orElseThrow(() -> new CorruptState("unknown term " + name));
      texts.put(term, in.text());
    }
    try {
      return Terms.of(texts);
    } catch (IllegalArgumentException e) {
      throw new CorruptState("its terms are invalid: " + e.getMessage(), e);
    }
  }

  private static Listing readListing(BinaryReader in) {
    try {
      return Listing.of(readTerms(in));
    } catch (InvalidListing e) {
      throw new CorruptState("its listing is invalid: " + e.getMessage(), e);
    }
  }

  private static void write(BinaryWriter out, Progress progress) {
    out.number(progress.itemSeq())
        .hash(progress.hash())
        .number(progress.timeMillis())
        .position(progress.position());
  }

  private static Progress readProgress(BinaryReader in) {
    return new Progress(in.number(), in.hash(), in.number(), in.position());
  }

  private static void write(BinaryWriter out, Bidding bidding) {
    out.optionalNumber(bidding.priceMinor()).flag(bidding.leader().isPresent());
    bidding.leader().ifPresent(leader -> write(out, leader));
    out.optionalNumber(bidding.runnerUpMinor()).number(bidding.book().size());
    bidding.book().forEach(bid -> write(out, bid));
  }

  private static Bidding readBidding(BinaryReader in) {
    return new Bidding(
        in.optionalNumber(),
        in.flag() ? Optional.of(readBid(in)) : Optional.empty(),
        in.optionalNumber(),
        readBook(in));
  }

  private static List<StandingBid> readBook(BinaryReader in) {
    int size = in.count();
    List<StandingBid> book = new ArrayList<>(size);
    for (int index = 0; index < size; index++) {
      book.add(readBid(in));
    }
    return List.copyOf(book);
  }

  private static void write(BinaryWriter out, StandingBid bid) {
    out.text(bid.bidId()).text(bid.bidderId()).number(bid.amountMinor()).position(bid.position());
  }

  private static StandingBid readBid(BinaryReader in) {
    return new StandingBid(in.text(), in.text(), in.number(), in.position());
  }

  private static void write(BinaryWriter out, Closing closing) {
    out.int8(closing.outcome().code())
        .optionalText(closing.winner())
        .optionalNumber(closing.priceMinor())
        .number(closing.closedAtMillis())
        .int8(closing.lateReason().code())
        .hash(closing.closeHash());
  }

  private static Closing readClosing(BinaryReader in) {
    return new Closing(
        outcome(in.int8()),
        in.optionalText(),
        in.optionalNumber(),
        in.number(),
        reason(in.int8()),
        in.hash());
  }

  static void write(BinaryWriter out, Decision decision) {
    out.text(decision.itemId())
        .number(decision.itemSeq())
        .position(decision.position())
        .number(decision.timeMillis())
        .int8(decision.command().code())
        .text(decision.commandId())
        .optionalText(decision.bidId())
        .optionalText(decision.bidderId())
        .optionalAmount(decision.amount())
        .flag(decision.amountSecret())
        .text(decision.currency())
        .int8(decision.currencyScale())
        .flag(decision.accepted())
        .int8(decision.reason().isPresent() ? decision.reason().get().code() : 0)
        .optionalNumber(decision.priceBefore())
        .optionalNumber(decision.priceAfter())
        .optionalText(decision.leader())
        .optionalNumber(decision.minimumNextBid())
        .number(decision.endMillis())
        .optionalNumber(decision.lockToken())
        .optionalNumber(decision.lockUntilMillis())
        .flag(decision.first().isPresent());
    decision.first().ifPresent(first -> write(out, first));
    out.optionalText(decision.detail());
    DetailsCodec.write(out, decision.details());
    out.hash(decision.hash());
  }

  /** A decision as it is written now. */
  static Decision readDecision(BinaryReader in) {
    return readDecision(in, REMEMBERED_VERSION);
  }

  private static Decision readDecision(BinaryReader in, int version) {
    return new Decision(
        in.text(),
        in.number(),
        in.position(),
        in.number(),
        Codes.value(KINDS, in.int8(), "command"),
        in.text(),
        in.optionalText(),
        in.optionalText(),
        in.optionalAmount(),
        in.flag(),
        in.text(),
        in.int8(),
        in.flag(),
        optionalReason(in.int8()),
        in.optionalNumber(),
        in.optionalNumber(),
        in.optionalText(),
        in.optionalNumber(),
        in.number(),
        in.optionalNumber(),
        in.optionalNumber(),
        in.flag() ? Optional.of(readDecision(in, version)) : Optional.empty(),
        in.optionalText(),
        version == VERSION ? CommandDetails.NONE : DetailsCodec.read(in),
        in.hash());
  }

  private static Optional<Reason> optionalReason(int code) {
    return code == 0 ? Optional.empty() : Optional.of(reason(code));
  }

  private static Reason reason(int code) {
    return Codes.value(REASONS, code, "reason");
  }

  static Outcome outcome(int code) {
    return Codes.value(OUTCOMES, code, "outcome");
  }
}
