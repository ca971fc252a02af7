package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.elements.FreeTimestamps;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
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
    boolean bounded = rulings.isBounded() == IsBounded.BOUNDED;
    PCollection<KV<String, Ruling>> ordered =
        bounded
            ? rulings
                .apply("StampWithSeq", ParDo.of(new SeqTimestamps()))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), RulingCoder.of()))
            : rulings;
    PCollectionTuple rows =
        ordered.apply(
            "Fold",
            ParDo.of(bounded ? new FoldSorted() : new FoldOnArrival())
                .withOutputTags(
                    BIDS,
                    TupleTagList.of(BIDS_AGAIN)
                        .and(ITEMS)
                        .and(CLOSED_ITEMS)
                        .and(RETRACTIONS)
                        .and(LOCKS)
                        .and(TRANSACTIONS)
                        .and(PARTICIPATIONS)));
    Map.of(
            BIDS, Silver.BIDS,
            BIDS_AGAIN, Silver.BIDS,
            ITEMS, Silver.ITEMS,
            CLOSED_ITEMS, Silver.ITEMS,
            RETRACTIONS, Silver.RETRACTIONS,
            LOCKS, Silver.LOCKS,
            TRANSACTIONS, Silver.TRANSACTIONS,
            PARTICIPATIONS, Silver.PARTICIPATIONS)
        .forEach((tag, table) -> rows.get(tag).setCoder(RowCoder.of(table.columns())));
    return rows;
  }

  /** For bounded input only: sorting by time is then sorting by number. */
  private static final class SeqTimestamps
      extends FreeTimestamps<KV<String, Ruling>, KV<String, Ruling>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void stamp(@Element KV<String, Ruling> ruling, OutputReceiver<KV<String, Ruling>> out) {
      out.outputWithTimestamp(ruling, new Instant(ruling.getValue().itemSeq()));
    }
  }

  /** What both orders have in common. */
  private abstract static class Fold extends DoFn<KV<String, Ruling>, Row> {
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

  private static final class FoldOnArrival extends Fold {
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
      fold.fold(ruling.getValue(), story, bidders, out);
    }
  }

  private static final class FoldSorted extends Fold {
    private static final long serialVersionUID = 1L;

    @StateId("story")
    private final StateSpec<ValueState<ItemStory>> storySpec =
        StateSpecs.value(new ItemStoryCoder());

    @StateId("bidders")
    private final StateSpec<MapState<String, BidderStory>> biddersSpec =
        StateSpecs.map(StringUtf8Coder.of(), new BidderStoryCoder());

    @RequiresTimeSortedInput
    @ProcessElement
    public void fold(
        @Element KV<String, Ruling> ruling,
        @Timestamp Instant timestamp,
        @AlwaysFetched @StateId("story") ValueState<ItemStory> story,
        @StateId("bidders") MapState<String, BidderStory> bidders,
        MultiOutputReceiver out) {
      items.at(timestamp);
      fold.fold(ruling.getValue(), story, bidders, out);
    }
  }
}
