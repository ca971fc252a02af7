package io.bidlock.pipelines.silver;

import io.bidlock.pipelines.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Rows of silver.
 *
 * @param items states of items, of which the one with the highest {@code item_seq} counts
 * @param bids bids, some of them more than once
 * @param retractions retractions, some of them more than once
 * @param locks states of holds, of which the one with the highest {@code item_seq} counts
 * @param transactions one for each item sold
 * @param participations one for each bidder of a closed item
 * @param newBids bids on items, each once: what gold may count
 * @param closedItems items as they closed, each once
 * @param itemRows all rows of each item, where they come at once
 */
public record SilverCollections(
    PCollection<Row> items,
    PCollection<Row> bids,
    PCollection<Row> retractions,
    PCollection<Row> locks,
    PCollection<Row> transactions,
    PCollection<Row> participations,
    PCollection<Row> newBids,
    PCollection<Row> closedItems,
    Optional<PCollection<ItemRows>> itemRows)
    implements POutput {

  static SilverCollections of(
      PCollectionTuple followed, PCollection<Row> bids, PCollection<Row> retractions) {
    return new SilverCollections(
        followed.get(FollowItems.ITEMS),
        bids,
        retractions,
        followed.get(FollowItems.LOCKS),
        followed.get(FollowItems.TRANSACTIONS),
        followed.get(FollowItems.PARTICIPATIONS),
        followed.get(FollowItems.NEW_BIDS),
        followed.get(FollowItems.CLOSED_ITEMS),
        followed.has(FollowItems.ITEM_ROWS)
            ? Optional.of(followed.get(FollowItems.ITEM_ROWS))
            : Optional.empty());
  }

  /** What is to be written of each table. */
  public Map<Table, PCollection<Row>> byTable() {
    Map<Table, PCollection<Row>> tables = new LinkedHashMap<>();
    tables.put(Silver.ITEMS, items);
    tables.put(Silver.BIDS, bids);
    tables.put(Silver.RETRACTIONS, retractions);
    tables.put(Silver.LOCKS, locks);
    tables.put(Silver.TRANSACTIONS, transactions);
    tables.put(Silver.PARTICIPATIONS, participations);
    return tables;
  }

  @Override
  public Pipeline getPipeline() {
    return items.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> values = new LinkedHashMap<>();
    for (PCollection<Row> rows : byTable().values()) {
      values.putAll(rows.expand());
    }
    values.putAll(newBids.expand());
    values.putAll(closedItems.expand());
    itemRows.ifPresent(rows -> values.putAll(rows.expand()));
    return values;
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
