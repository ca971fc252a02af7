package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.Settlement;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.coders.ItemRulingsCoder;
import io.bidlock.pipelines.coders.PublicItemCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.coders.SettlementCoder;
import io.bidlock.pipelines.elements.GroupBounded;
import io.bidlock.pipelines.elements.GroupOnce;
import io.bidlock.pipelines.lock.LockChange;
import io.bidlock.pipelines.lock.LockChangeCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Decides every record of the auction log: the one transform for streaming, batch and replay. In:
 * the log's entries, keyed by item id. Out: {@link #RULINGS}, {@link #ITEMS}, {@link #SETTLEMENTS},
 * {@link #LOCK_CHANGES}. A record before its item's last decided one ends the job with {@link
 * OutOfOrder}, unless repeats are to be skipped.
 */
public final class ArbitrateBids
    extends PTransform<PCollection<KV<String, LogEntry>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** One decision a command, one {@code ItemClosed} an item. */
  public static final TupleTag<Ruling> RULINGS = new TupleTag<>("rulings") {};

  /** Items as anybody may see them: the latest state of each item a bundle. */
  public static final TupleTag<PublicItem> ITEMS = new TupleTag<>("items") {};

  /** One for each item sold. */
  public static final TupleTag<Settlement> SETTLEMENTS = new TupleTag<>("settlements") {};

  /** What Redis shall show of items' locks. */
  public static final TupleTag<LockChange> LOCK_CHANGES = new TupleTag<>("lock-changes") {};

  /** All rulings of each item together, where the input is bounded and in OFFSET order. */
  public static final TupleTag<ItemRulings> ITEM_RULINGS = new TupleTag<>("item-rulings") {};

  private final RecordOrder order;
  private final Repeats repeats;
  private final List<PCollection<KV<String, ItemState>>> tombstones;
  private final Tombstones earlier;

  private ArbitrateBids(
      RecordOrder order,
      Repeats repeats,
      List<PCollection<KV<String, ItemState>>> tombstones,
      Tombstones earlier) {
    this.order = order;
    this.repeats = repeats;
    this.tombstones = tombstones;
    this.earlier = earlier;
  }

  /** Decides in the given order; a repeat ends the job. */
  public static ArbitrateBids inOrder(RecordOrder order) {
    return new ArbitrateBids(order, Repeats.FAIL, List.of(), Tombstones.none());
  }

  public ArbitrateBids withRepeats(Repeats value) {
    return new ArbitrateBids(order, value, tombstones, earlier);
  }

  /**
   * Begins items where their records were forgotten: what is left of them are tombstones, and
   * records that these cover are passed over. Only for what is decided sorted: bounded, by offset.
   *
   * @param value by item id; of several of one item the furthest counts
   */
  public ArbitrateBids withTombstones(PCollection<KV<String, ItemState>> value) {
    return new ArbitrateBids(order, repeats, List.of(value), earlier);
  }

  /**
   * The same for what is decided as it comes: where nothing is known of an item, its tombstone is
   * looked for.
   */
  public ArbitrateBids withTombstones(Tombstones value) {
    return new ArbitrateBids(order, repeats, tombstones, value);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, LogEntry>> entries) {
    boolean sorted = order == RecordOrder.OFFSET && entries.isBounded() == IsBounded.BOUNDED;
    if (!sorted && !tombstones.isEmpty()) {
      throw new IllegalArgumentException("Tombstones are only for bounded input in OFFSET order.");
    }
    TupleTagList others = TupleTagList.of(ITEMS).and(SETTLEMENTS).and(LOCK_CHANGES);
    PCollectionTuple decided =
        sorted
            ? byItem(entries)
                .apply(
                    "Decide",
                    ParDo.of(new DecideItems(repeats))
                        .withOutputTags(RULINGS, others.and(ITEM_RULINGS)))
            : entries.apply("Decide", ParDo.of(decideAsItComes()).withOutputTags(RULINGS, others));
    if (sorted) {
      decided.get(ITEM_RULINGS).setCoder(ItemRulingsCoder.of());
    }
    decided.get(RULINGS).setCoder(RulingCoder.of());
    decided.get(ITEMS).setCoder(PublicItemCoder.of());
    decided.get(SETTLEMENTS).setCoder(SettlementCoder.of());
    decided.get(LOCK_CHANGES).setCoder(LockChangeCoder.of());
    return decided;
  }

  private PCollection<KV<String, Iterable<RawUnionValue>>> byItem(
      PCollection<KV<String, LogEntry>> entries) {
    List<PCollection<? extends KV<String, ?>>> all = new ArrayList<>();
    all.add(entries);
    all.addAll(tombstones);
    return GroupOnce.mix("AfterTombstones", all).apply("ByItem", new GroupBounded<>());
  }

  private DoFn<KV<String, LogEntry>, Ruling> decideAsItComes() {
    return order == RecordOrder.ARRIVAL
        ? new DecideOnArrival(repeats, earlier)
        : new DecideAfterWatermark(repeats, earlier);
  }
}
