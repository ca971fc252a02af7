package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One lamp of Sue's, on offer from 18:00 to 19:00 unless the terms say otherwise, as a test tells
 * it. The clock is set with {@link #at}; every command is decided at once.
 */
final class AuctionEvening {
  static final String ITEM = "lamp";

  private final Arbiter arbiter = new Arbiter();
  private final Map<String, Remembered> remembered = new HashMap<>();
  private ItemState state = ItemState.Unknown.INSTANCE;
  private Verdict last = new Verdict(state, List.of(), Optional.empty(), false, Optional.empty());
  private Optional<ItemClosed> closed = Optional.empty();
  private long offset;
  private long timeMillis = millis("18:00:00");

  private final int rulesVersion;

  private AuctionEvening(int rulesVersion) {
    this.rulesVersion = rulesVersion;
  }

  /** Lists the lamp: dollars, from 1, and whatever {@code "field=value"} says. */
  static AuctionEvening of(String... fields) {
    return byRules(Rules.CURRENT_VERSION, fields);
  }

  /** As {@link #of}, by a version of the rules. */
  static AuctionEvening byRules(int version, String... fields) {
    AuctionEvening evening = new AuctionEvening(version);
    evening.list("listing", fields);
    return evening;
  }

  /** Before anything is listed. */
  static AuctionEvening empty() {
    return new AuctionEvening(Rules.CURRENT_VERSION);
  }

  static long millis(String clock) {
    return Instant.parse("2026-11-21T" + clock + "Z").toEpochMilli();
  }

  static Terms terms(String... fields) {
    Map<Term, String> terms = new EnumMap<>(Term.class);
    for (String field : fields) {
      int equals = field.indexOf('=');
      terms.put(
          Term.ofField(field.substring(0, equals)).orElseThrow(), field.substring(equals + 1));
    }
    return Terms.of(terms);
  }

  /** Sets the broker's clock. */
  AuctionEvening at(String clock) {
    timeMillis = millis(clock);
    return this;
  }

  /** Sets the broker's clock to a time of the next day. */
  AuctionEvening nextDayAt(String clock) {
    timeMillis = millis(clock) + 86_400_000;
    return this;
  }

  /** Lists the lamp again, as it was, but by a version of the rules. */
  Decision listByRules(int version) {
    return list(version, "listing");
  }

  Decision list(String commandId, String... fields) {
    return list(rulesVersion, commandId, fields);
  }

  private Decision list(int version, String commandId, String... fields) {
    Terms lamp =
        terms(
            "seller_id=sue",
            "title=A lamp",
            "category=lamps",
            "currency=USD",
            "format=ENGLISH",
            "start_price=1",
            "opens_at=2026-11-21T18:00:00Z",
            "closes_at=2026-11-21T19:00:00Z");
    return decide(new ItemListed(ITEM, commandId, version, lamp.amendedBy(terms(fields)), nonce()));
  }

  Decision bid(String bidder, String amount) {
    return bid("bid-" + offset, bidder, amount);
  }

  Decision bid(String bidId, String bidder, String amount) {
    return bid(bidId, bidder, amount, Optional.empty(), BidderStanding.OPEN);
  }

  Decision bid(
      String bidId,
      String bidder,
      String amount,
      Optional<String> currency,
      BidderStanding standing) {
    return decide(
        new BidPlaced(
            ITEM,
            bidId,
            bidder,
            DecimalAmount.parse(amount),
            currency,
            standing,
            Channel.WEB,
            nonce()));
  }

  /** A bid of Ann's. */
  Decision bidBy(Channel channel, BidderStanding standing) {
    return decide(
        new BidPlaced(
            ITEM,
            "bid-by",
            "ann",
            DecimalAmount.parse("20"),
            Optional.empty(),
            standing,
            channel,
            new Nonce(7, 7)));
  }

  /** A bid whose secret, if it is one, is blinded by that nonce. */
  Decision bidBlindedBy(long nonce, String bidder, String amount) {
    return decide(
        new BidPlaced(
            ITEM,
            "blinded",
            bidder,
            DecimalAmount.parse(amount),
            Optional.empty(),
            BidderStanding.OPEN,
            Channel.WEB,
            new Nonce(nonce, nonce)));
  }

  Decision retract(Decision bid) {
    return decide(
        new BidRetracted(
            ITEM, id(), bid.bidId().orElseThrow(), bid.bidderId().orElseThrow(), "typing"));
  }

  Decision amend(String... fields) {
    return decide(new ListingAmended(ITEM, id(), "sue", terms(fields), nonce()));
  }

  Decision pause() {
    return decide(new AuctionPaused(ITEM, id(), "house", "fire drill"));
  }

  Decision resume() {
    return decide(new AuctionResumed(ITEM, id(), "house"));
  }

  Decision withdraw() {
    return decide(new ItemWithdrawn(ITEM, id(), "sue", "broken"));
  }

  Decision lock(String holder, long ttlMillis) {
    return decide(new LockRequested(ITEM, id(), holder, ttlMillis));
  }

  Decision release(long token) {
    return decide(new LockReleased(ITEM, id(), token));
  }

  Decision commit(long token) {
    return decide(new LockCommitted(ITEM, id(), token));
  }

  /** The closer looks in; gives the close if that is what it brought about. */
  Optional<ItemClosed> closeDue() {
    take(new CloseDue(ITEM));
    return last.rulings().stream()
        .filter(ItemClosed.class::isInstance)
        .map(ItemClosed.class::cast)
        .findFirst();
  }

  Decision decide(LogRecord command) {
    take(command);
    return last.rulings().stream()
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void take(LogRecord record) {
    LogEntry entry = new LogEntry(new Position(0, 1, offset++), timeMillis, record);
    last = arbiter.decide(state, Optional.ofNullable(remembered.get(record.commandId())), entry);
    state = last.state();
    last.remember().ifPresent(kept -> remembered.put(kept.decision().commandId(), kept));
    if (last.forgetAll()) {
      remembered.clear();
    }
    for (Ruling ruling : last.rulings()) {
      if (ruling instanceof ItemClosed close) {
        closed = Optional.of(close);
      }
    }
  }

  ItemState state() {
    return state;
  }

  ItemState.Auction auction() {
    return (ItemState.Auction) state;
  }

  /** What followed from the last record. */
  Verdict lastVerdict() {
    return last;
  }

  Optional<ItemClosed> closed() {
    return closed;
  }

  int rememberedIds() {
    return remembered.size();
  }

  PublicItem view() {
    return PublicItems.of(ITEM, auction(), false);
  }

  private String id() {
    return "command-" + offset;
  }

  private Nonce nonce() {
    return new Nonce(7, offset);
  }
}
