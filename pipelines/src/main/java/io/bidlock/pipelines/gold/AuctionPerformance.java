package io.bidlock.pipelines.gold;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.joda.time.ReadableDateTime;

/** How auctions went that closed on a day, from items of silver as they closed. */
final class AuctionPerformance implements Metric {
  private static final long serialVersionUID = 1L;
  private static final BigDecimal MILLIS_A_SECOND = BigDecimal.valueOf(1_000);
  private static final Schema KEY =
      Schema.builder().addStringField("category").addStringField("currency").build();

  /** The places of the measures. */
  private enum Measure {
    AUCTIONS,
    SOLD,
    RESERVE_NOT_MET,
    NO_BIDS,
    WITHDRAWN,
    TAKEN,
    BIDS,
    START_TOTAL,
    HAMMER_TOTAL,
    WITH_BIDS,
    MILLIS_TO_FIRST_BID;

    BigDecimal of(List<BigDecimal> sums) {
      return sums.get(ordinal());
    }
  }

  @Override
  public Table table() {
    return Gold.AUCTION_PERFORMANCE;
  }

  @Override
  public Instant time(Row item) {
    return item.getDateTime("closed_at").toInstant();
  }

  @Override
  public Schema keyColumns() {
    return KEY;
  }

  @Override
  public Row key(Row item) {
    return Row.withSchema(KEY).attachValues(item.getString("category"), item.getString("currency"));
  }

  @Override
  public int measureCount() {
    return Measure.values().length;
  }

  @Override
  public List<BigDecimal> measures(Row item) {
    Outcome outcome = Outcome.valueOf(item.getString("outcome"));
    boolean sold = outcome == Outcome.SOLD;
    ReadableDateTime firstBid = item.getDateTime("first_bid_at");
    return List.of(
        BigDecimal.ONE,
        Figures.one(sold),
        Figures.one(outcome == Outcome.RESERVE_NOT_MET),
        Figures.one(outcome == Outcome.NO_BIDS),
        Figures.one(outcome == Outcome.WITHDRAWN),
        Figures.one(outcome == Outcome.TAKEN),
        BigDecimal.valueOf(item.getInt64("accepted_bids")),
        sold ? item.getDecimal("start_price") : BigDecimal.ZERO,
        sold ? item.getDecimal("hammer_price") : BigDecimal.ZERO,
        Figures.one(firstBid != null),
        firstBid == null
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(firstBid.getMillis() - item.getDateTime("opens_at").getMillis()));
  }

  @Override
  public Row row(GoldTime when, Row key, List<BigDecimal> sums) {
    BigDecimal sold = Measure.SOLD.of(sums);
    BigDecimal ranToTheirEnd =
        sold.add(Measure.RESERVE_NOT_MET.of(sums)).add(Measure.NO_BIDS.of(sums));
    BigDecimal start = Measure.START_TOTAL.of(sums);
    BigDecimal hammer = Measure.HAMMER_TOTAL.of(sums);
    BigDecimal auctions = Measure.AUCTIONS.of(sums);
    BigDecimal bids = Measure.BIDS.of(sums);
    return Gold.AUCTION_PERFORMANCE.row(
        when.timeZone(),
        when.day(),
        key.getString("category"),
        key.getString("currency"),
        auctions.longValueExact(),
        sold.longValueExact(),
        Measure.RESERVE_NOT_MET.of(sums).longValueExact(),
        Measure.NO_BIDS.of(sums).longValueExact(),
        Measure.WITHDRAWN.of(sums).longValueExact(),
        Measure.TAKEN.of(sums).longValueExact(),
        Figures.ratio(sold, ranToTheirEnd),
        bids.longValueExact(),
        Figures.ratio(bids, auctions),
        start,
        hammer,
        Figures.ratio(hammer.subtract(start), start),
        Figures.ratio(
            Measure.MILLIS_TO_FIRST_BID.of(sums),
            Measure.WITH_BIDS.of(sums).multiply(MILLIS_A_SECOND)));
  }
}
