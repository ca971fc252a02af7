package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.table.Table;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Checks each row of a table. */
final class CheckRows extends CountChecks<Row> {
  private static final long serialVersionUID = 1L;

  private final Table table;
  private transient List<RowExpectation> expectations;

  CheckRows(Table table) {
    this.table = table;
  }

  @Setup
  public void setUp() {
    expectations = Expectations.ofRows().stream().filter(one -> one.isOf(table)).toList();
  }

  @ProcessElement
  public void check(@Element Row row, @Timestamp Instant timestamp) {
    for (RowExpectation expectation : expectations) {
      count(expectation.about().name(), expectation.check(row), timestamp);
    }
  }
}
