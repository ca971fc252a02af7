package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.Settlement;
import io.bidlock.pipelines.coders.PublicItemCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.coders.SettlementCoder;
import io.bidlock.pipelines.lock.LockChange;
import io.bidlock.pipelines.lock.LockChangeCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
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

  private final RecordOrder order;
  private final Repeats repeats;

  private ArbitrateBids(RecordOrder order, Repeats repeats) {
    this.order = order;
    this.repeats = repeats;
  }

  /** Decides in the given order; a repeat ends the job. */
  public static ArbitrateBids inOrder(RecordOrder order) {
    return new ArbitrateBids(order, Repeats.FAIL);
  }

  public ArbitrateBids withRepeats(Repeats value) {
    return new ArbitrateBids(order, value);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, LogEntry>> entries) {
    PCollectionTuple decided =
        inOrder(entries)
            .apply(
                "Decide",
                ParDo.of(decide(entries.isBounded()))
                    .withOutputTags(
                        RULINGS, TupleTagList.of(ITEMS).and(SETTLEMENTS).and(LOCK_CHANGES)));
    decided.get(RULINGS).setCoder(RulingCoder.of());
    decided.get(ITEMS).setCoder(PublicItemCoder.of());
    decided.get(SETTLEMENTS).setCoder(SettlementCoder.of());
    decided.get(LOCK_CHANGES).setCoder(LockChangeCoder.of());
    return decided;
  }

  private PCollection<KV<String, LogEntry>> inOrder(PCollection<KV<String, LogEntry>> entries) {
    boolean sorted = order == RecordOrder.OFFSET && entries.isBounded() == IsBounded.BOUNDED;
    return sorted
        ? entries
            .apply("StampWithOffset", ParDo.of(new OffsetTimestamps()))
            .setCoder(entries.getCoder())
        : entries;
  }

  private DoFn<KV<String, LogEntry>, Ruling> decide(IsBounded bounded) {
    if (order == RecordOrder.ARRIVAL) {
      return new DecideOnArrival(repeats);
    }
    return bounded == IsBounded.BOUNDED
        ? new DecideSorted(repeats)
        : new DecideAfterWatermark(repeats);
  }
}
