package io.bidlock.pipelines.lock;

import io.bidlock.auction.arbitration.Hold;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.lock.LockValue;
import java.util.Optional;

/**
 * What Redis shall show of an item's lock.
 *
 * @param itemId the item
 * @param value what to show, with the number of the decision that it comes from
 */
public record LockChange(String itemId, LockValue value) {

  /**
   * What a verdict has to say about the item's lock: while a hold stands every decision says so
   * again, so that a Redis that lost its memory gets it back.
   */
  public static Optional<LockChange> of(String itemId, ItemState before, Verdict verdict) {
    if (verdict.rulings().isEmpty() || !(verdict.state() instanceof ItemState.Auction after)) {
      return Optional.empty();
    }
    Optional<Hold> held =
        before instanceof ItemState.Auction auction ? auction.hold() : Optional.empty();
    long itemSeq = after.progress().itemSeq();
    if (after.closing().isPresent()) {
      boolean closedBefore =
          before instanceof ItemState.Auction auction && auction.closing().isPresent();
      LockValue.State state =
          after.closing().get().outcome() == Outcome.TAKEN
              ? LockValue.State.TAKEN
              : LockValue.State.FREE;
      return closedBefore ? Optional.empty() : held.map(hold -> show(itemId, state, hold, itemSeq));
    }
    Optional<Hold> standing = after.holdAt(after.progress().timeMillis());
    if (standing.isPresent()) {
      return standing.map(hold -> show(itemId, LockValue.State.HELD, hold, itemSeq));
    }
    return after.hold().isEmpty()
        ? held.map(hold -> show(itemId, LockValue.State.FREE, hold, itemSeq))
        : Optional.empty();
  }

  private static LockChange show(String itemId, LockValue.State state, Hold hold, long itemSeq) {
    return new LockChange(
        itemId, new LockValue(state, hold.holder(), hold.token(), hold.untilMillis(), itemSeq));
  }
}
