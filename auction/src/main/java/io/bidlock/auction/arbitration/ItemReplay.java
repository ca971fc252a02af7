package io.bidlock.auction.arbitration;

import io.bidlock.auction.log.LogEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides the records of one item, one after another, and keeps in memory what that takes. */
public final class ItemReplay {
  private final Arbiter arbiter;
  private Map<String, Remembered> remembered = new HashMap<>();
  private ItemState state;

  /**
   * @param arbiter may decide other items too
   * @param state the item's state before the first record, of which nothing else is remembered
   */
  public ItemReplay(Arbiter arbiter, ItemState state) {
    this.arbiter = arbiter;
    this.state = state;
  }

  /** Decides the item's next record. */
  public Verdict decide(LogEntry entry) {
    String commandId = entry.record().commandId();
    Verdict verdict = arbiter.decide(state, Optional.ofNullable(remembered.get(commandId)), entry);
    state = verdict.state();
    verdict.remember().ifPresent(first -> remembered.put(commandId, first));
    if (verdict.forgetAll()) {
      // A map that was emptied would stay as large as it was.
      remembered = new HashMap<>();
    }
    return verdict;
  }

  /** The item's state after all records so far. */
  public ItemState state() {
    return state;
  }
}
