package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** What was sold a day, from {@code silver.transactions}. */
final class DailyRevenue implements Metric {
  private static final long serialVersionUID = 1L;
  private static final Schema KEY =
      Schema.builder().addStringField("category").addStringField("currency").build();

  @Override
  public Table table() {
    return Gold.DAILY_REVENUE;
  }

  @Override
  public Instant time(Row sale) {
    return sale.getDateTime("closed_at").toInstant();
  }

  @Override
  public Schema keyColumns() {
    return KEY;
  }

  @Override
  public Row key(Row sale) {
    return Row.withSchema(KEY).attachValues(sale.getString("category"), sale.getString("currency"));
  }

  @Override
  public int measureCount() {
    return 2;
  }

  @Override
  public List<BigDecimal> measures(Row sale) {
    return List.of(sale.getDecimal("hammer_price"), BigDecimal.ONE);
  }

  @Override
  public Row row(GoldTime when, Row key, List<BigDecimal> sums) {
    return Gold.DAILY_REVENUE.row(
        when.timeZone(),
        when.day(),
        key.getString("category"),
        key.getString("currency"),
        sums.get(0),
        sums.get(1).longValueExact());
  }
}
