package io.bidlock.pipelines.fraud;

import io.bidlock.pipelines.silver.BidRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableDateTime;

/**
 * What speaks for or against a bidder within a window: sums, whatever the order of what they are
 * sums of. So batch and streaming agree without sorting anything. What does hang on order, who bid
 * after whom, silver has told already, item by item in the order of the log.
 *
 * @param sums one for each {@link Measure} that is a sum
 * @param bidsByMinute by minute since the epoch: as many as the window has, 1,500 at most
 * @param auctionsBySeller of at most {@link #MAX_SELLERS} sellers: with more of them nobody tends
 *     to one, and none is remembered
 * @param manySellers whether there were more
 */
record Evidence(
    List<Long> sums,
    Map<Long, Long> bidsByMinute,
    Map<String, Long> auctionsBySeller,
    boolean manySellers) {
  static final int LEAP = 3;
  static final int MAX_SELLERS = 200;
  private static final int FIRST_QUARTER = 4;
  private static final int LAST_TWENTIETH = 20;
  private static final long MINUTE_MILLIS = 60_000;

  static final Evidence NONE =
      new Evidence(Collections.nCopies(Measure.SUMS, 0L), Map.of(), Map.of(), false);

  /** Of a row of {@code silver.bids}; nothing where it repeats another. */
  static Evidence ofBid(Row bid) {
    if (!BidRows.counts(bid)) {
      return NONE;
    }
    Map<Measure, Long> counts = new EnumMap<>(Measure.class);
    counts.put(Measure.FACTS, 1L);
    counts.put(Measure.BIDS, 1L);
    BigDecimal before = bid.getDecimal("price_before");
    BigDecimal after = bid.getDecimal("price_after");
    if (BidRows.accepted(bid) && before != null && after != null && before.compareTo(after) != 0) {
      counts.put(Measure.PRICE_MOVES, 1L);
      counts.put(Measure.LEAPS, one(leaps(before, after) || leaps(after, before)));
    }
    long minute = Math.floorDiv(bid.getDateTime("placed_at").getMillis(), MINUTE_MILLIS);
    return new Evidence(sums(counts), Map.of(minute, 1L), Map.of(), false);
  }

  private static boolean leaps(BigDecimal from, BigDecimal to) {
    return to.compareTo(from.multiply(BigDecimal.valueOf(LEAP))) >= 0;
  }

  /** Of a row of {@code silver.participations}; nothing where no bid was accepted. */
  static Evidence ofParticipation(Row one) {
    long bids = one.getInt64("bids");
    if (bids == 0) {
      return NONE;
    }
    Map<Measure, Long> counts = new EnumMap<>(Measure.class);
    counts.put(Measure.FACTS, 1L);
    counts.put(Measure.AUCTIONS, 1L);
    counts.put(Measure.ACCEPTED_BIDS, bids);
    counts.put(Measure.SUCCESSIVE_BIDS, one.getInt64("successive_bids"));
    long bidsOfAll = one.getInt64("item_bids");
    if (bidsOfAll > bids) {
      long opened = millis(one, "opens_at");
      long closed = millis(one, "closed_at");
      long length = closed - opened;
      counts.put(Measure.CONTESTED_AUCTIONS, 1L);
      counts.put(Measure.CONTESTED_BIDS, bids);
      counts.put(Measure.BIDS_OF_ALL, bidsOfAll);
      counts.put(
          Measure.EARLY_AUCTIONS,
          one((millis(one, "first_bid_at") - opened) * FIRST_QUARTER <= length));
      counts.put(
          Measure.LATE_AUCTIONS,
          one((closed - millis(one, "last_bid_at")) * LAST_TWENTIETH <= length));
      counts.put(Measure.CONTESTED_WINS, one(one.getBoolean("won")));
    }
    return new Evidence(sums(counts), Map.of(), Map.of(one.getString("seller_id"), 1L), false);
  }

  private static long millis(Row row, String column) {
    ReadableDateTime time = row.getDateTime(column);
    return time.getMillis();
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }

  private static List<Long> sums(Map<Measure, Long> counts) {
    List<Long> sums = new ArrayList<>(Measure.SUMS);
    for (int place = 0; place < Measure.SUMS; place++) {
      sums.add(counts.getOrDefault(Measure.values()[place], 0L));
    }
    return sums;
  }

  boolean isNone() {
    return of(Measure.FACTS) == 0;
  }

  /** Both together; the same whichever comes first. */
  Evidence plus(Evidence other) {
    if (isNone()) {
      return other;
    }
    if (other.isNone()) {
      return this;
    }
    List<Long> total = new ArrayList<>(Measure.SUMS);
    for (int place = 0; place < Measure.SUMS; place++) {
      total.add(sums.get(place) + other.sums.get(place));
    }
    Map<String, Long> sellers = plus(auctionsBySeller, other.auctionsBySeller);
    boolean many = manySellers || other.manySellers || sellers.size() > MAX_SELLERS;
    return new Evidence(
        total, plus(bidsByMinute, other.bidsByMinute), many ? Map.of() : sellers, many);
  }

  private static <K> Map<K, Long> plus(Map<K, Long> one, Map<K, Long> other) {
    if (other.isEmpty()) {
      return one;
    }
    Map<K, Long> total = new TreeMap<>(one);
    other.forEach((key, count) -> total.merge(key, count, Long::sum));
    return total;
  }

  long of(Measure measure) {
    return switch (measure) {
      case MOST_BIDS_A_MINUTE -> most(bidsByMinute);
      case MOST_AUCTIONS_OF_A_SELLER -> most(auctionsBySeller);
      case ONE -> 1;
      default -> sums.get(measure.ordinal());
    };
  }

  private static long most(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
