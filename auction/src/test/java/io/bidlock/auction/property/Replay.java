package io.bidlock.auction.property;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.state.StateCodec;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the Arbiter over one item's log and keeps what a job would keep. */
final class Replay {
  private Arbiter arbiter = new Arbiter();
  private ItemState state = ItemState.Unknown.INSTANCE;
  private Map<String, Remembered> remembered = new HashMap<>();
  private final List<Ruling> rulings = new ArrayList<>();

  /** Runs a whole history. */
  static Replay of(List<LogEntry> entries) {
    Replay replay = new Replay();
    entries.forEach(replay::take);
    return replay;
  }

  /** Decides one entry. */
  Verdict take(LogEntry entry) {
    Verdict verdict =
        arbiter.decide(
            state, Optional.ofNullable(remembered.get(entry.record().commandId())), entry);
    state = verdict.state();
    verdict.remember().ifPresent(kept -> remembered.put(kept.decision().commandId(), kept));
    if (verdict.forgetAll()) {
      remembered.clear();
    }
    rulings.addAll(verdict.rulings());
    return verdict;
  }

  /** Goes on as another process would: from the encoded state, with another Arbiter. */
  void restart() {
    arbiter = new Arbiter();
    if (!(state instanceof ItemState.Unknown)) {
      state = StateCodec.decode(StateCodec.encode(state));
    }
    Map<String, Remembered> decoded = new HashMap<>();
    remembered.forEach(
        (id, kept) -> decoded.put(id, StateCodec.decodeRemembered(StateCodec.encode(kept))));
    remembered = decoded;
  }

  ItemState state() {
    return state;
  }

  Map<String, Remembered> remembered() {
    return remembered;
  }

  List<Ruling> rulings() {
    return rulings;
  }

  List<Decision> decisions() {
    return rulings.stream().filter(Decision.class::isInstance).map(Decision.class::cast).toList();
  }

  Optional<ItemClosed> closed() {
    return rulings.stream()
        .filter(ItemClosed.class::isInstance)
        .map(ItemClosed.class::cast)
        .findFirst();
  }

  /** What anybody may see now; nothing when the item is unknown or only its tombstone is left. */
  Optional<PublicItem> publicItem() {
    return state instanceof ItemState.Auction auction
        ? Optional.of(PublicItems.of(History.ITEM, auction, false))
        : Optional.empty();
  }
}
