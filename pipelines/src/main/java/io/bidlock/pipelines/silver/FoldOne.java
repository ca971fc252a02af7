package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** Folds rulings one by one; of an item's states it tells the last of a bundle. */
abstract class FoldOne extends DoFn<KV<String, Ruling>, Row> {
  private static final long serialVersionUID = 1L;

  private transient LatestOfBundle<Row> items;
  private transient ItemFold fold;

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(FollowItems.ITEMS);
    fold = new ItemFold();
  }

  final void fold(Ruling ruling, Instant timestamp, ItemMemory memory, MultiOutputReceiver out) {
    items.at(timestamp);
    fold.fold(
        ruling,
        memory,
        new ItemOutput() {
          @Override
          public void row(TupleTag<Row> tag, Row row) {
            out.get(tag).output(row);
          }

          @Override
          public void item(String itemId, Supplier<Row> row) {
            items.add(itemId, row, out);
          }
        });
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }
}
