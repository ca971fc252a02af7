package io.bidlock.pipelines.testing;

import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.listing.Format;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A log as auctions in every format might have written it, the same for the same seed: listings,
 * bids good and bad, repeats true and false, retractions, amendments, pauses, locks, closes, late
 * comers, and a broker's clock that now and then steps back.
 */
public final class GeneratedLog {
  private static final Format[] FORMATS = Format.values();
  private static final String UNWANTED = "item-unwanted";

  private final Random random;
  private final int items;
  private final int partitions;
  private final long startMillis;
  private final Tempo tempo;
  private final Map<Integer, Long> nextOffset = new HashMap<>();
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<BidPlaced> bids = new ArrayList<>();
  private final Map<String, Long> highest = new HashMap<>();
  private long timeMillis;

  private GeneratedLog(long seed, int items, int partitions, long startMillis, Tempo tempo) {
    this.random = new Random(seed);
    this.items = items;
    this.partitions = partitions;
    this.startMillis = startMillis;
    this.tempo = tempo;
    this.timeMillis = startMillis;
  }

  /** A log whose every item has closed, entries in the order of their making. */
  public static List<LogEntry> closed(long seed, int items, int commands) {
    GeneratedLog log =
        new GeneratedLog(
            seed, items, 4, Instant.parse("2026-03-01T09:00:00Z").toEpochMilli(), Tempo.OF_A_STORY);
    log.list();
    for (int command = 0; command < commands; command++) {
      log.step();
    }
    log.timeMillis += 40 * 86_400_000L;
    log.closeAll();
    log.lateComers();
    return log.entries;
  }

  /**
   * What a broker that stamps the time itself shall be given, in two parts.
   *
   * @param early from listing on, to be appended at once
   * @param someAreOver when a part of the items, one of them without a bid, is past its end
   * @param late to be appended after that: bids, good or too late, then what closes who is due
   */
  public record Live(List<LogRecord> early, Instant someAreOver, List<LogRecord> late) {}

  /** Auctions that opened an hour ago; some close in a few seconds, the others in an hour. */
  public static Live live(long seed, int items, int commands, Instant now) {
    GeneratedLog log = new GeneratedLog(seed, items, 4, now.toEpochMilli(), Tempo.OF_A_BROKER);
    log.list();
    log.append(
        new ItemListed(
            UNWANTED, "listing-unwanted", Rules.CURRENT_VERSION, log.terms(0), Nonce.NONE));
    for (int command = 0; command < commands / 2; command++) {
      log.step();
    }
    int early = log.entries.size();
    for (int command = 0; command < commands / 2; command++) {
      log.step();
    }
    log.append(new CloseDue(UNWANTED));
    log.closeDue();
    List<LogRecord> records = log.entries.stream().map(LogEntry::record).toList();
    return new Live(
        records.subList(0, early),
        Instant.ofEpochMilli(Tempo.OF_A_BROKER.hastyOverAt(now.toEpochMilli())),
        records.subList(early, records.size()));
  }

  private void list() {
    for (int item = 0; item < items; item++) {
      String itemId = "item-" + item;
      // Ingest was upgraded after half of them were listed.
      int rulesVersion = item < items / 2 ? Rules.CURRENT_VERSION - 1 : Rules.CURRENT_VERSION;
      append(new ItemListed(itemId, "listing-" + item, rulesVersion, terms(item), nonce()));
    }
  }

  private Terms terms(int item) {
    Format format = FORMATS[item % FORMATS.length];
    Map<Term, String> terms = new EnumMap<>(Term.class);
    terms.put(Term.SELLER_ID, "seller-" + item % 7);
    terms.put(Term.TITLE, "Lot " + item);
    terms.put(Term.CATEGORY, "lots");
    terms.put(Term.CURRENCY, "USD");
    terms.put(Term.FORMAT, format.name());
    terms.put(Term.START_PRICE, format == Format.REVERSE || format == Format.DUTCH ? "500" : "10");
    terms.put(Term.OPENS_AT, Instant.ofEpochMilli(tempo.opensAt(startMillis, random)).toString());
    terms.put(
        Term.CLOSES_AT, Instant.ofEpochMilli(tempo.closesAt(item, startMillis, random)).toString());
    if (format == Format.ENGLISH) {
      terms.put(Term.PROXY, Boolean.toString(random.nextBoolean()));
      if (random.nextBoolean()) {
        terms.put(Term.RESERVE_PRICE, "60");
      }
      if (random.nextInt(4) == 0) {
        terms.put(Term.BUY_NOW_PRICE, "450");
      }
    }
    if (format == Format.DUTCH) {
      terms.put(Term.DUTCH_STEP, "5");
      terms.put(Term.DUTCH_INTERVAL, tempo.dutchInterval());
      terms.put(Term.DUTCH_FLOOR, "20");
    } else if (random.nextBoolean()) {
      terms.put(Term.SOFT_CLOSE_WINDOW, tempo.softCloseWindow());
      terms.put(Term.SOFT_CLOSE_LIMIT, tempo.softCloseLimit());
    }
    if (random.nextInt(3) == 0) {
      terms.put(Term.RETRACTABLE, "true");
    }
    return Terms.of(terms);
  }

  private void step() {
    // Records of one producer batch share one time; a clock that was set steps back.
    timeMillis += random.nextInt(3) == 0 ? 0 : random.nextInt(400);
    if (random.nextInt(200) == 0) {
      timeMillis -= 3_000;
    }
    String itemId = "item-" + random.nextInt(items);
    switch (random.nextInt(40)) {
      case 0 -> append(new LockRequested(itemId, id(), "holder-" + random.nextInt(3), ttl()));
      case 1 -> append(new LockReleased(itemId, id(), 1 + random.nextInt(20)));
      case 2 -> append(new LockCommitted(itemId, id(), 1 + random.nextInt(60)));
      case 3 -> append(new AuctionPaused(itemId, id(), "operator", "a question"));
      case 4, 5 -> append(new AuctionResumed(itemId, id(), "operator"));
      case 6, 7 -> retract();
      case 8 -> again();
      case 9, 10 -> append(new CloseDue(itemId));
      case 11 -> append(bid("no-such-item"));
      case 12 -> amend(itemId);
      default -> append(bid(itemId));
    }
    if (random.nextInt(2_000) == 0) {
      append(new ItemWithdrawn(itemId, id(), "operator", "damaged"));
    }
  }

  private BidPlaced bid(String itemId) {
    BidPlaced bid =
        new BidPlaced(
            itemId,
            id(),
            random.nextInt(50) == 0
                ? "seller-" + random.nextInt(7)
                : "bidder-" + random.nextInt(12),
            DecimalAmount.ofMinor(amountMinor(itemId), random.nextInt(60) == 0 ? 3 : 2),
            random.nextInt(30) == 0 ? Optional.of("EUR") : Optional.empty(),
            random.nextInt(40) == 0
                ? new BidderStanding(false, Optional.empty(), Optional.empty())
                : BidderStanding.OPEN,
            Channel.WEB,
            nonce());
    bids.add(bid);
    return bid;
  }

  /** Anything, or a little over what was last bid, as people do. */
  private long amountMinor(String itemId) {
    if (random.nextBoolean()) {
      return 100 + random.nextInt(60_000);
    }
    return highest.merge(itemId, 1_000L, Long::sum) + random.nextInt(200);
  }

  private void amend(String itemId) {
    Terms amendment =
        switch (random.nextInt(3)) {
          case 0 -> Terms.of(Map.of(Term.TITLE, "Lot of note " + random.nextInt(100)));
          case 1 -> Terms.of(Map.of(Term.RESERVE_PRICE, Integer.toString(20 + random.nextInt(60))));
          default ->
              Terms.of(
                  Map.of(
                      Term.CLOSES_AT,
                      Instant.ofEpochMilli(tempo.closesAt(1, startMillis, random)).toString()));
        };
    append(new ListingAmended(itemId, id(), "operator", amendment, nonce()));
  }

  private void retract() {
    if (!bids.isEmpty()) {
      BidPlaced bid = bids.get(random.nextInt(bids.size()));
      append(new BidRetracted(bid.itemId(), id(), bid.bidId(), bid.bidderId(), "a mistake"));
    }
  }

  /** The same bid once more, or another one under the same id. */
  private void again() {
    if (!bids.isEmpty()) {
      BidPlaced bid = bids.get(random.nextInt(bids.size()));
      append(random.nextInt(3) == 0 ? withAnotherAmount(bid) : bid);
    }
  }

  private BidPlaced withAnotherAmount(BidPlaced bid) {
    return new BidPlaced(
        bid.itemId(),
        bid.bidId(),
        bid.bidderId(),
        DecimalAmount.ofMinor(bid.amount().unscaled() + 1, 2),
        bid.currency(),
        bid.standing(),
        bid.channel(),
        bid.nonce());
  }

  private void closeAll() {
    for (int item = 0; item < items; item++) {
      // What is paused for good never closes by itself.
      append(new AuctionResumed("item-" + item, id(), "operator"));
    }
    timeMillis += 40 * 86_400_000L;
    closeDue();
  }

  private void closeDue() {
    for (int item = 0; item < items; item++) {
      append(new CloseDue("item-" + item));
    }
  }

  /** A day and more after the close only tombstones are left, and they still answer. */
  private void lateComers() {
    timeMillis += 2 * 86_400_000L;
    closeDue();
    for (int item = 0; item < items; item += 3) {
      append(bid("item-" + item));
    }
  }

  private void append(LogRecord record) {
    int partition = Math.floorMod(record.itemId().hashCode(), partitions);
    long offset = nextOffset.merge(partition, 1L, Long::sum) - 1;
    entries.add(new LogEntry(new Position(0, partition, offset), timeMillis, record));
  }

  private String id() {
    return Long.toHexString(random.nextLong());
  }

  private long ttl() {
    return 1 + random.nextInt(tempo.longestHoldMillis());
  }

  private Nonce nonce() {
    return new Nonce(random.nextLong(), random.nextLong());
  }
}
