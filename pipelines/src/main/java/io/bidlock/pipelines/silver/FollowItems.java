package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.GroupBounded;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Follows each item through its rulings and says what silver's rows are. In: rulings keyed by item
 * id, of items that are known. In streaming they come in the order of {@code item_seq}, repeats
 * among them; bounded input is put in order here.
 *
 * <p>What an item leaves behind for ever is its last story without bidders, some hundred bytes:
 * rulings on it may come at any time.
 */
final class FollowItems extends PTransform<PCollection<KV<String, Ruling>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Bids on items, each once. */
  static final TupleTag<Row> BIDS = new TupleTag<>("bids") {};

  /** Bids that were told before. */
  static final TupleTag<Row> BIDS_AGAIN = new TupleTag<>("bids-again") {};

  /** Items as they are now: the latest of a bundle. */
  static final TupleTag<Row> ITEMS = new TupleTag<>("items") {};

  /** Items that have closed, each once. */
  static final TupleTag<Row> CLOSED_ITEMS = new TupleTag<>("closed-items") {};

  static final TupleTag<Row> RETRACTIONS = new TupleTag<>("retractions") {};
  static final TupleTag<Row> LOCKS = new TupleTag<>("locks") {};
  static final TupleTag<Row> TRANSACTIONS = new TupleTag<>("transactions") {};
  static final TupleTag<Row> PARTICIPATIONS = new TupleTag<>("participations") {};

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Ruling>> rulings) {
    PCollectionTuple rows =
        rulings.isBounded() == IsBounded.BOUNDED
            ? rulings
                .apply("GroupByItem", new GroupBounded<>())
                .apply("Fold", outputs(ParDo.of(new FoldSorted())))
            : rulings.apply("Fold", outputs(ParDo.of(new FoldOnArrival())));
    Map.of(
            BIDS, Silver.BIDS,
            BIDS_AGAIN, Silver.BIDS,
            ITEMS, Silver.ITEMS,
            CLOSED_ITEMS, Silver.ITEMS,
            RETRACTIONS, Silver.RETRACTIONS,
            LOCKS, Silver.LOCKS,
            TRANSACTIONS, Silver.TRANSACTIONS,
            PARTICIPATIONS, Silver.PARTICIPATIONS)
        .forEach((tag, table) -> rows.get(tag).setCoder(FlatRowCoder.of(table.columns())));
    return rows;
  }

  private static <T> ParDo.MultiOutput<T, Row> outputs(ParDo.SingleOutput<T, Row> fold) {
    return fold.withOutputTags(
        BIDS,
        TupleTagList.of(BIDS_AGAIN)
            .and(ITEMS)
            .and(CLOSED_ITEMS)
            .and(RETRACTIONS)
            .and(LOCKS)
            .and(TRANSACTIONS)
            .and(PARTICIPATIONS));
  }

  /** What both orders have in common. */
  private abstract static class Fold<T> extends DoFn<T, Row> {
    private static final long serialVersionUID = 1L;

    transient LatestOfBundle<Row> items;
    transient ItemFold fold;

    @Setup
    public void setUp() {
      items = new LatestOfBundle<>(ITEMS);
      fold = new ItemFold(items);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      items.tell(context);
    }
  }

  private static final class FoldOnArrival extends Fold<KV<String, Ruling>> {
    private static final long serialVersionUID = 1L;

    @StateId("story")
    private final StateSpec<ValueState<ItemStory>> storySpec =
        StateSpecs.value(new ItemStoryCoder());

    @StateId("bidders")
    private final StateSpec<MapState<String, BidderStory>> biddersSpec =
        StateSpecs.map(StringUtf8Coder.of(), new BidderStoryCoder());

    @ProcessElement
    public void fold(
        @Element KV<String, Ruling> ruling,
        @Timestamp Instant timestamp,
        @AlwaysFetched @StateId("story") ValueState<ItemStory> story,
        @StateId("bidders") MapState<String, BidderStory> bidders,
        MultiOutputReceiver out) {
      items.at(timestamp);
      fold.fold(ruling.getValue(), new ItemMemory.InState(story, bidders), out);
    }
  }

  /**
   * All rulings of an item at once, sorted here. Not by Beam's time: the step before has made the
   * places in the log its time, and two steps that sort by times of their own drop each other's
   * elements as late.
   */
  private static final class FoldSorted extends Fold<KV<String, Iterable<Ruling>>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void fold(
        @Element KV<String, Iterable<Ruling>> item,
        @Timestamp Instant timestamp,
        MultiOutputReceiver out) {
      items.at(timestamp);
      List<Ruling> rulings = new ArrayList<>();
      item.getValue().forEach(rulings::add);
      rulings.sort(Comparator.comparingLong(Ruling::itemSeq));
      ItemMemory memory = new ItemInMemory();
      for (Ruling ruling : rulings) {
        fold.fold(ruling, memory, out);
      }
    }
  }
}
