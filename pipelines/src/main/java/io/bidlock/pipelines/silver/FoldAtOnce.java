package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/** Folds all rulings of an item at once. */
final class FoldAtOnce extends DoFn<ItemRulings, Row> {
  private static final long serialVersionUID = 1L;
  private transient ItemFold fold;

  @Setup
  public void setUp() {
    fold = new ItemFold();
  }

  @ProcessElement
  public void fold(@Element ItemRulings item, MultiOutputReceiver out) {
    Kept kept = new Kept(out);
    ItemMemory memory = new ItemInMemory();
    List<Long> numbers = new ArrayList<>(item.rulings().size());
    for (Ruling ruling : item.rulings()) {
      numbers.add(ruling.itemSeq());
      if (ruling.itemSeq() > 0 && item.forgotten() == 0) {
        fold.fold(ruling, memory, kept);
      } else if (ruling instanceof Decision decision) {
        // On an item that is not known yet, or of whose story only a tombstone is left.
        Optional<Row> bid = ItemFold.stored(decision, kept::row);
        if (ruling.itemSeq() > 0) {
          bid.ifPresent(row -> kept.row(FollowItems.NEW_BIDS, row));
        }
      }
    }
    Optional<Row> last = kept.item.map(Supplier::get);
    last.ifPresent(row -> out.get(FollowItems.ITEMS).output(row));
    out.get(FollowItems.ITEM_ROWS)
        .output(
            new ItemRows(
                item.itemId(), last, kept.bids, kept.transactions, numbers, item.forgotten() > 0));
  }

  /** Hands on, and keeps what is looked at together. */
  private static final class Kept implements ItemOutput {
    private final MultiOutputReceiver out;
    private final List<Row> bids = new ArrayList<>();
    private final List<Row> transactions = new ArrayList<>();
    private Optional<Supplier<Row>> item = Optional.empty();

    Kept(MultiOutputReceiver out) {
      this.out = out;
    }

    @Override
    public void row(TupleTag<Row> tag, Row row) {
      out.get(tag).output(row);
      if (tag.equals(FollowItems.BIDS)) {
        bids.add(row);
      } else if (tag.equals(FollowItems.TRANSACTIONS)) {
        transactions.add(row);
      }
    }

    @Override
    public void item(String itemId, Supplier<Row> row) {
      item = Optional.of(row);
    }
  }
}
