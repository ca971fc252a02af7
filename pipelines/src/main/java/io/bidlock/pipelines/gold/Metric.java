package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.table.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * How a table of gold comes from facts: which row a fact belongs to, what it adds there, and what
 * the row says once all that is summed up. Sums are exact.
 */
interface Metric extends Serializable {
  Table table();

  /** When the fact happened. */
  Instant time(Row fact);

  /** The columns that a row is known by, without those of its time. */
  Schema keyColumns();

  /** Which row a fact belongs to, within its window. */
  Row key(Row fact);

  /** How many numbers a fact adds. */
  int measureCount();

  /** What a fact adds to its row. */
  List<BigDecimal> measures(Row fact);

  /**
   * What of a fact is counted once a row, however often it comes: columns of text of the fact, for
   * each of which a sum follows those of {@link #measures}. Nothing is counted where one is absent.
   */
  default List<String> distinct() {
    return List.of();
  }

  /**
   * The row that sums come to.
   *
   * @param when the day or hour that the row is about
   * @param key as {@link #key} made it
   * @param sums of what {@link #measures} gave, in that order, then of {@link #distinct}
   */
  Row row(GoldTime when, Row key, List<BigDecimal> sums);
}
