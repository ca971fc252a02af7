package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.arbitration.ItemRulings;
import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

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

  /** Of rulings as they are made, on items that are known. */
  static PCollectionTuple onArrival(PCollection<KV<String, Ruling>> rulings) {
    return coded(rulings.apply("Fold", ParDo.of(new FoldOnArrival()).withOutputTags(BIDS, OTHERS)));
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

  private static final class FoldOnArrival extends DoFn<KV<String, Ruling>, Row> {
    private static final long serialVersionUID = 1L;

    @StateId("story")
    private final StateSpec<ValueState<ItemStory>> storySpec =
        StateSpecs.value(new ItemStoryCoder());

    @StateId("bidders")
    private final StateSpec<MapState<String, BidderStory>> biddersSpec =
        StateSpecs.map(StringUtf8Coder.of(), new BidderStoryCoder());

    private transient LatestOfBundle<Row> items;
    private transient ItemFold fold;

    @Setup
    public void setUp() {
      items = new LatestOfBundle<>(ITEMS);
      fold = new ItemFold();
    }

    @ProcessElement
    public void fold(
        @Element KV<String, Ruling> ruling,
        @Timestamp Instant timestamp,
        @AlwaysFetched @StateId("story") ValueState<ItemStory> story,
        @StateId("bidders") MapState<String, BidderStory> bidders,
        MultiOutputReceiver out) {
      items.at(timestamp);
      fold.fold(
          ruling.getValue(),
          new ItemMemory.InState(story, bidders),
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

  private static final class FoldAtOnce extends DoFn<ItemRulings, Row> {
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
          Optional<Row> bid = ItemFold.stored(decision, kept);
          if (ruling.itemSeq() > 0) {
            bid.ifPresent(row -> kept.row(NEW_BIDS, row));
          }
        }
      }
      Optional<Row> last = kept.item.map(Supplier::get);
      last.ifPresent(row -> out.get(ITEMS).output(row));
      out.get(ITEM_ROWS)
          .output(
              new ItemRows(
                  item.itemId(),
                  last,
                  kept.bids,
                  kept.transactions,
                  numbers,
                  item.forgotten() > 0));
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
        if (tag.equals(BIDS)) {
          bids.add(row);
        } else if (tag.equals(TRANSACTIONS)) {
          transactions.add(row);
        }
      }

      @Override
      public void item(String itemId, Supplier<Row> row) {
        item = Optional.of(row);
      }
    }
  }
}
