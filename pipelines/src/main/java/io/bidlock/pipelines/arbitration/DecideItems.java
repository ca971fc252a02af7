package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemReplay;
import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Decides bounded input an item at a time: {@link RecordOrder#OFFSET} in batch. An item's records
 * come in any order, and are put in order in memory; its tombstone, if retention has left one, is
 * what it begins with.
 */
final class DecideItems extends DoFn<KV<String, Iterable<RawUnionValue>>, Ruling> {
  private static final long serialVersionUID = 1L;

  private final Repeats repeats;
  private transient LatestOfBundle<PublicItem> items;
  private transient Arbiter arbiter;

  DecideItems(Repeats repeats) {
    this.repeats = repeats;
  }

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(ArbitrateBids.ITEMS);
    arbiter = new Arbiter();
  }

  @ProcessElement
  public void decide(
      @Element KV<String, Iterable<RawUnionValue>> item,
      @Timestamp Instant timestamp,
      MultiOutputReceiver out) {
    items.at(timestamp);
    List<LogEntry> entries = new ArrayList<>();
    Optional<ItemState.Tombstone> forgotten = Optional.empty();
    for (RawUnionValue one : item.getValue()) {
      if (one.getValue() instanceof ItemState.Tombstone tombstone) {
        forgotten = Optional.of(forgotten.map(it -> it.further(tombstone)).orElse(tombstone));
      } else {
        entries.add((LogEntry) one.getValue());
      }
    }
    entries.sort(Comparator.comparing(LogEntry::position));
    out.get(ArbitrateBids.ITEM_RULINGS)
        .output(
            new ItemRulings(
                item.getKey(),
                forgotten.map(before -> before.progress().itemSeq()).orElse(0L),
                decide(item.getKey(), forgotten, entries, out)));
  }

  private List<Ruling> decide(
      String itemId,
      Optional<ItemState.Tombstone> forgotten,
      List<LogEntry> entries,
      MultiOutputReceiver out) {
    ItemState begin = forgotten.isPresent() ? forgotten.get() : ItemState.Unknown.INSTANCE;
    ItemReplay replay = new ItemReplay(arbiter, begin);
    List<Ruling> rulings = new ArrayList<>(entries.size() + 1);
    Optional<Position> last = Optional.empty();
    for (LogEntry entry : entries) {
      if (forgotten.filter(before -> before.covers(entry.position())).isPresent()
          || repeats.passOver(entry, last)) {
        continue;
      }
      last = Optional.of(entry.position());
      ItemState before = replay.state();
      Verdict verdict = replay.decide(entry);
      rulings.addAll(verdict.rulings());
      ItemArbitration.tell(verdict, itemId, before, items, out);
    }
    return rulings;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }
}
