package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** What each bidder did on a day, from {@link BidderFacts}. */
final class BidderDays implements Metric {
  private static final long serialVersionUID = 1L;
  private static final Schema KEY =
      Schema.builder().addStringField("bidder_id").addStringField("currency").build();

  /** On the way to {@code bidder_analytics}; nobody writes it. {@code facts}: how many it has. */
  static final Table TABLE =
      Table.growing(
          "gold",
          "bidder_days",
          Schema.builder()
              .addStringField("time_zone")
              .addLogicalTypeField("day", SqlTypes.DATE)
              .addStringField("bidder_id")
              .addStringField("currency")
              .addInt64Field("facts")
              .addInt64Field("bids")
              .addInt64Field("accepted_bids")
              .addInt64Field("auctions")
              .addInt64Field("wins")
              .addDecimalField("spent")
              .addInt64Field("items")
              .build(),
          "facts",
          "time_zone",
          "day",
          "bidder_id",
          "currency");

  @Override
  public Table table() {
    return TABLE;
  }

  @Override
  public Instant time(Row fact) {
    return fact.getDateTime("happened_at").toInstant();
  }

  @Override
  public Schema keyColumns() {
    return KEY;
  }

  @Override
  public Row key(Row fact) {
    return Row.withSchema(KEY)
        .attachValues(fact.getString("bidder_id"), fact.getString("currency"));
  }

  @Override
  public int measureCount() {
    return 6;
  }

  @Override
  public List<BigDecimal> measures(Row fact) {
    return List.of(
        BigDecimal.ONE,
        BigDecimal.valueOf(fact.getInt64("bids")),
        BigDecimal.valueOf(fact.getInt64("accepted_bids")),
        BigDecimal.valueOf(fact.getInt64("auctions")),
        BigDecimal.valueOf(fact.getInt64("wins")),
        fact.getDecimal("spent"));
  }

  @Override
  public List<String> distinct() {
    return List.of("item_id");
  }

  @Override
  public Row row(GoldTime when, Row key, List<BigDecimal> sums) {
    return TABLE.row(
        when.timeZone(),
        when.day(),
        key.getString("bidder_id"),
        key.getString("currency"),
        sums.get(0).longValueExact(),
        sums.get(1).longValueExact(),
        sums.get(2).longValueExact(),
        sums.get(3).longValueExact(),
        sums.get(4).longValueExact(),
        sums.get(5),
        sums.get(6).longValueExact());
  }
}
