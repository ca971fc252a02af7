package io.bidlock.pipelines.silver;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.values.Row;

/**
 * All that silver has of one item, in batch.
 *
 * @param item its own row as it is now; empty where it is unknown
 * @param bids rows of bids
 * @param transactions rows of sales
 * @param rulings the numbers of its rulings; 0 for those made before it was known
 * @param forgotten whether its first rulings went with their records, by retention
 */
public record ItemRows(
    String itemId,
    Optional<Row> item,
    List<Row> bids,
    List<Row> transactions,
    List<Long> rulings,
    boolean forgotten) {
  public ItemRows {
    bids = List.copyOf(bids);
    transactions = List.copyOf(transactions);
    rulings = List.copyOf(rulings);
  }

  /** Whether it was sold. */
  public boolean sold() {
    return is("outcome", "SOLD");
  }

  /** Whether the item's row is there and says this. */
  public boolean is(String column, Object value) {
    return item.filter(row -> Objects.equals(row.getValue(column), value)).isPresent();
  }
}
