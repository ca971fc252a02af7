package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.state.StateCodec;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.elements.LatestOfBundle;
import io.bidlock.pipelines.lock.LockChange;
import java.util.Optional;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;

/**
 * Decides one record on the state that Beam keeps of its item. The same for every runner and order:
 * the steps around it only see to it that the records come in the order of their offsets.
 */
final class ItemArbitration {
  private final Repeats repeats;
  private final Tombstones tombstones;
  private final LatestOfBundle<PublicItem> items;
  private final Arbiter arbiter = new Arbiter();

  ItemArbitration(Repeats repeats, Tombstones tombstones, LatestOfBundle<PublicItem> items) {
    this.repeats = repeats;
    this.tombstones = tombstones;
    this.items = items;
  }

  /**
   * Decides a record and keeps what follows from it.
   *
   * @param item the item's state, empty for an unknown one
   * @param remembered what is remembered of the item, by command id
   * @throws OutOfOrder when the record came too late and repeats are not to be skipped
   */
  void decide(
      LogEntry entry,
      ValueState<ItemState> item,
      MapState<String, byte[]> remembered,
      MultiOutputReceiver out) {
    Optional<ItemState> kept = Optional.ofNullable(item.read());
    Optional<ItemState.Tombstone> left =
        kept.isPresent() ? Optional.empty() : tombstones.find(entry.record().itemId());
    if (left.filter(tombstone -> tombstone.covers(entry.position())).isPresent()) {
      return;
    }
    ItemState before = kept.or(() -> left).orElse(ItemState.Unknown.INSTANCE);
    if (repeats.passOver(entry, position(before))) {
      return;
    }
    Verdict verdict = arbiter.decide(before, first(entry, remembered), entry);
    keep(verdict, entry, item, remembered);
    tell(verdict, entry.record().itemId(), before, items, out);
  }

  private static Optional<Position> position(ItemState state) {
    if (state instanceof ItemState.Auction auction) {
      return Optional.of(auction.progress().position());
    }
    return state instanceof ItemState.Tombstone tombstone
        ? Optional.of(tombstone.progress().position())
        : Optional.empty();
  }

  private static Optional<Remembered> first(LogEntry entry, MapState<String, byte[]> remembered) {
    String commandId = entry.record().commandId();
    if (commandId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(remembered.get(commandId).read()).map(StateCodec::decodeRemembered);
  }

  private static void keep(
      Verdict verdict,
      LogEntry entry,
      ValueState<ItemState> item,
      MapState<String, byte[]> remembered) {
    if (verdict.state() instanceof ItemState.Unknown) {
      return;
    }
    item.write(verdict.state());
    if (verdict.forgetAll()) {
      remembered.clear();
      return;
    }
    if (verdict.remember().isPresent()) {
      remembered.put(entry.record().commandId(), StateCodec.encode(verdict.remember().get()));
    }
  }

  /**
   * Tells what follows from a verdict.
   *
   * @param before the item's state before it
   * @param items takes the item's public state, if that has changed
   */
  static void tell(
      Verdict verdict,
      String itemId,
      ItemState before,
      LatestOfBundle<PublicItem> items,
      MultiOutputReceiver out) {
    for (Ruling ruling : verdict.rulings()) {
      out.get(ArbitrateBids.RULINGS).output(ruling);
      if (ruling instanceof ItemClosed closed) {
        settle(verdict, closed, out);
      }
    }
    LockChange.of(itemId, before, verdict)
        .ifPresent(change -> out.get(ArbitrateBids.LOCK_CHANGES).output(change));
    Optional<PublicItem> told = PublicItems.of(itemId, verdict);
    if (told.isPresent()) {
      items.add(itemId, told::get, out);
    }
  }

  private static void settle(Verdict verdict, ItemClosed closed, MultiOutputReceiver out) {
    // A close that comes more than a day late leaves but a tombstone; its last state is published.
    ItemState.Auction auction =
        verdict.state() instanceof ItemState.Auction open ? open : verdict.publish().orElseThrow();
    PublicItems.settlement(auction, closed)
        .ifPresent(settlement -> out.get(ArbitrateBids.SETTLEMENTS).output(settlement));
  }
}
