package io.bidlock.auction.view;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One item's log as it is decided, record by record, on the evening of 21 November 2026. */
public final class Saleroom {
  public static final String ITEM = "item-1";

  private final Arbiter arbiter = new Arbiter();
  private final Map<String, Remembered> remembered = new HashMap<>();
  private final List<Ruling> rulings = new ArrayList<>();
  private ItemState state = ItemState.Unknown.INSTANCE;
  private long offset = 100;

  /** Lists an item an hour before it opens. */
  public static Saleroom listing(Terms terms) {
    return listing(1, terms);
  }

  /** Lists an item an hour before it opens, by a version of the rules. */
  public static Saleroom listing(int rulesVersion, Terms terms) {
    Saleroom saleroom = new Saleroom();
    saleroom.at(
        "17:00:00",
        new LogRecord.ItemListed(ITEM, "listing-1", rulesVersion, terms, ExampleRecords.NONCE));
    return saleroom;
  }

  /** A time of the evening, e.g. {@code 18:30:00}, in milliseconds since the epoch. */
  public static long millis(String time) {
    return Instant.parse("2026-11-21T" + time + "Z").toEpochMilli();
  }

  /** Decides a record. */
  public Verdict at(String time, LogRecord record) {
    return at(millis(time), record);
  }

  /** Decides a record. */
  public Verdict at(long timeMillis, LogRecord record) {
    Verdict verdict =
        arbiter.decide(
            state,
            Optional.ofNullable(remembered.get(record.commandId())),
            new LogEntry(new Position(0, 3, offset++), timeMillis, record));
    state = verdict.state();
    rulings.addAll(verdict.rulings());
    verdict.remember().ifPresent(first -> remembered.put(first.decision().commandId(), first));
    return verdict;
  }

  /** Decides a bid; its id is made of bidder and amount. */
  public Decision bid(String time, String bidder, String amount) {
    Verdict verdict =
        at(
            time,
            new LogRecord.BidPlaced(
                ITEM,
                "bid-" + bidder + "-" + amount,
                bidder,
                DecimalAmount.parse(amount),
                Optional.of("USD"),
                BidderStanding.OPEN,
                Channel.WEB,
                ExampleRecords.NONCE));
    return verdict.rulings().stream()
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Tells the item what time it is. */
  public Verdict closeDue(String time) {
    return at(time, new LogRecord.CloseDue(ITEM));
  }

  public ItemState state() {
    return state;
  }

  public ItemState.Auction auction() {
    return (ItemState.Auction) state;
  }

  /** What anybody may know now. */
  public PublicItem publicItem() {
    return PublicItems.of(ITEM, auction(), false);
  }

  public List<Ruling> rulings() {
    return List.copyOf(rulings);
  }

  /** The ruling that closed the item. */
  public ItemClosed closed() {
    return rulings.stream()
        .filter(ItemClosed.class::isInstance)
        .map(ItemClosed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  public Remembered remembered(String commandId) {
    return remembered.get(commandId);
  }
}
