package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.table.Table;
import java.io.Serializable;
import org.apache.beam.sdk.values.Row;

/**
 * What is expected of each row of a table by itself, in streaming as in batch.
 *
 * @param about its name and what it means
 * @param table whose rows
 * @param rule holds for a row that is as expected
 */
record RowExpectation(Expectation about, Table table, Rule rule) implements Serializable {
  /** A look at one row. */
  interface Rule extends Serializable {
    boolean holds(Row row);
  }

  /** Tables are told apart by their names: one that was sent to a worker is another object. */
  boolean isOf(Table other) {
    return table.toString().equals(other.toString());
  }

  Check check(Row row) {
    return rule.holds(row) ? new Check(1, 0, null) : new Check(1, 1, key(row));
  }

  private String key(Row row) {
    StringBuilder key = new StringBuilder();
    for (String column : table.key()) {
      Object value = row.getValue(column);
      key.append(key.length() == 0 ? "" : "/").append(value);
    }
    return key.toString();
  }
}
