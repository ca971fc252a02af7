package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.silver.Silver;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * All that silver has of one item.
 *
 * @param item its own row as it is now; empty where it is unknown
 * @param bids different rows of bids, with the columns of {@link #BID}
 * @param transactions different rows of sales
 * @param rulings the numbers of its rulings, each once, in their order
 */
record ItemRows(
    String itemId, Optional<Row> item, List<Row> bids, List<Row> transactions, List<Long> rulings) {
  /** What is looked at of a bid: the hash tells whether the rest is the same. */
  static final Schema BID =
      Stream.of(
              "era",
              "log_partition",
              "log_offset",
              "item_seq",
              "bid_id",
              "outcome",
              "reason",
              "hash")
          .map(Silver.BIDS.columns()::getField)
          .collect(Schema.toSchema());

  boolean sold() {
    return is("outcome", "SOLD");
  }

  /** Whether the item's row is there and says this. */
  boolean is(String column, Object value) {
    return item.filter(row -> Objects.equals(row.getValue(column), value)).isPresent();
  }
}
