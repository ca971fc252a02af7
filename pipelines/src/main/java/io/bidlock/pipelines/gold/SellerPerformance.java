package io.bidlock.pipelines.gold;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** How a seller's auctions went that closed on a day, from items of silver as they closed. */
final class SellerPerformance implements Metric {
  private static final long serialVersionUID = 1L;
  private static final Schema KEY =
      Schema.builder().addStringField("seller_id").addStringField("currency").build();

  @Override
  public Table table() {
    return Gold.SELLER_PERFORMANCE;
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
    return Row.withSchema(KEY)
        .attachValues(item.getString("seller_id"), item.getString("currency"));
  }

  @Override
  public int measureCount() {
    return 5;
  }

  @Override
  public List<BigDecimal> measures(Row item) {
    Outcome outcome = Outcome.valueOf(item.getString("outcome"));
    return List.of(
        BigDecimal.ONE,
        Figures.one(outcome == Outcome.SOLD),
        Figures.one(outcome != Outcome.WITHDRAWN && outcome != Outcome.TAKEN),
        BigDecimal.valueOf(item.getInt64("accepted_bids")),
        Figures.orZero(item.getDecimal("hammer_price")));
  }

  @Override
  public Row row(GoldTime when, Row key, List<BigDecimal> sums) {
    return Gold.SELLER_PERFORMANCE.row(
        when.timeZone(),
        when.day(),
        key.getString("seller_id"),
        key.getString("currency"),
        sums.get(0).longValueExact(),
        sums.get(1).longValueExact(),
        Figures.ratio(sums.get(1), sums.get(2)),
        sums.get(3).longValueExact(),
        sums.get(4));
  }
}
