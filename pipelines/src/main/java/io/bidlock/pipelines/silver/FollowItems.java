package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.FlatRowCoder;
import java.util.Map;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Follows each item through its rulings and says what silver's rows are: of rulings that come one
 * by one in the order of {@code item_seq}, repeats among them, or of all of an item at once.
 *
 * <p>What an item leaves behind for ever, in streaming, is its last story without bidders, some
 * hundred bytes: rulings on it may come at any time.
 */
final class FollowItems {
  /** Bids to be stored, some of them more than once. */
  static final TupleTag<Row> BIDS = new TupleTag<>("bids") {};

  /** Bids on items, each once. */
  static final TupleTag<Row> NEW_BIDS = new TupleTag<>("new-bids") {};

  /** Items as they are now: the latest of a bundle. */
  static final TupleTag<Row> ITEMS = new TupleTag<>("items") {};

  /** Items that have closed, each once. */
  static final TupleTag<Row> CLOSED_ITEMS = new TupleTag<>("closed-items") {};

  static final TupleTag<Row> RETRACTIONS = new TupleTag<>("retractions") {};
  static final TupleTag<Row> LOCKS = new TupleTag<>("locks") {};
  static final TupleTag<Row> TRANSACTIONS = new TupleTag<>("transactions") {};
  static final TupleTag<Row> PARTICIPATIONS = new TupleTag<>("participations") {};

  /** Where all of an item comes at once: all its rows together. */
  static final TupleTag<ItemRows> ITEM_ROWS = new TupleTag<>("item-rows") {};

  private static final TupleTagList OTHERS =
      TupleTagList.of(NEW_BIDS)
          .and(ITEMS)
          .and(CLOSED_ITEMS)
          .and(RETRACTIONS)
          .and(LOCKS)
          .and(TRANSACTIONS)
          .and(PARTICIPATIONS);

  private FollowItems() {}

  /**
   * Of rulings as they are made, on items that are known.
   *
   * @param keepsOrder whether they come in the order of {@code item_seq}
   */
  static PCollectionTuple onArrival(PCollection<KV<String, Ruling>> rulings, boolean keepsOrder) {
    return coded(
        rulings.apply(
            "Fold",
            ParDo.of(keepsOrder ? new FoldOnArrival() : new FoldAfterWatermark())
                .withOutputTags(BIDS, OTHERS)));
  }

  /** Of all rulings of each item. */
  static PCollectionTuple atOnce(PCollection<ItemRulings> items) {
    PCollectionTuple rows =
        coded(
            items.apply(
                "Fold", ParDo.of(new FoldAtOnce()).withOutputTags(BIDS, OTHERS.and(ITEM_ROWS))));
    rows.get(ITEM_ROWS).setCoder(new ItemRowsCoder());
    return rows;
  }

  private static PCollectionTuple coded(PCollectionTuple rows) {
    Map.of(
            BIDS, Silver.BIDS,
            NEW_BIDS, Silver.BIDS,
            ITEMS, Silver.ITEMS,
            CLOSED_ITEMS, Silver.ITEMS,
            RETRACTIONS, Silver.RETRACTIONS,
            LOCKS, Silver.LOCKS,
            TRANSACTIONS, Silver.TRANSACTIONS,
            PARTICIPATIONS, Silver.PARTICIPATIONS)
        .forEach((tag, table) -> rows.get(tag).setCoder(FlatRowCoder.of(table.columns())));
    return rows;
  }
}
