package io.bidlock.pipelines.silver;

import java.util.function.Supplier;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/** Where the rows go that follow from an item's rulings. */
interface ItemOutput {
  /** A row of what a tag of {@link FollowItems} stands for. */
  void row(TupleTag<Row> tag, Row row);

  /**
   * The item as it is now, of which only the last counts.
   *
   * @param row makes it
   */
  void item(String itemId, Supplier<Row> row);
}
