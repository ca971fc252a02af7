package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** What bidders did in an hour, from {@code silver.bids} on items that are known. */
final class HourlyActivity implements Metric {
  private static final long serialVersionUID = 1L;
  private static final Schema KEY = Schema.builder().addStringField("currency").build();

  @Override
  public Table table() {
    return Gold.HOURLY_ACTIVITY;
  }

  @Override
  public Instant time(Row bid) {
    return bid.getDateTime("placed_at").toInstant();
  }

  @Override
  public Schema keyColumns() {
    return KEY;
  }

  /** A tombstone no longer knows its currency. */
  @Override
  public Row key(Row bid) {
    String currency = bid.getString("currency");
    return Row.withSchema(KEY).attachValues(currency == null ? "" : currency);
  }

  @Override
  public int measureCount() {
    return 2;
  }

  @Override
  public List<BigDecimal> measures(Row bid) {
    return List.of(BigDecimal.ONE, Figures.one("ACCEPTED".equals(bid.getString("outcome"))));
  }

  @Override
  public List<String> distinct() {
    return List.of("bidder_id", "item_id");
  }

  @Override
  public Row row(GoldTime when, Row key, List<BigDecimal> sums) {
    return Gold.HOURLY_ACTIVITY.row(
        when.start(),
        key.getString("currency"),
        sums.get(0).longValueExact(),
        sums.get(1).longValueExact(),
        sums.get(0).subtract(sums.get(1)).longValueExact(),
        sums.get(2).longValueExact(),
        sums.get(3).longValueExact());
  }
}
