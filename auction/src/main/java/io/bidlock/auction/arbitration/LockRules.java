package io.bidlock.auction.arbitration;

import io.bidlock.auction.log.LogRecord.LockRequested;
import java.util.Optional;

/** Holds by somebody other than the auction (DESIGN.md, "The lock"). */
final class LockRules {
  /** Longest hold: a day. */
  static final long MAX_TTL_MILLIS = 86_400_000L;

  private LockRules() {}

  /**
   * Grants where nobody else holds the item. The holder may ask again and gets a newer token, but
   * not past the end: a hold that covers the end postpones the outcome, and must not do so for
   * ever.
   *
   * @param token the {@code item_seq} that this decision will have
   */
  static Step request(
      ItemState.Auction auction, LockRequested request, long token, long timeMillis) {
    Optional<Hold> standing = auction.holdAt(timeMillis);
    boolean ttlValid = request.ttlMillis() >= 1 && request.ttlMillis() <= MAX_TTL_MILLIS;
    boolean taken =
        standing.isPresent()
            && (!standing.get().holder().equals(request.holder())
                || auction.endReachedAt(timeMillis));
    if (!ttlValid || taken) {
      return Step.refused(auction, Reason.LOCK_REFUSED);
    }
    Hold hold = new Hold(request.holder(), token, timeMillis + request.ttlMillis());
    return Step.accepted(auction.withHold(Optional.of(hold)))
        .because(Reason.LOCK_GRANTED)
        .granting(hold);
  }

  static Step release(ItemState.Auction auction, long token, long timeMillis) {
    return holds(auction, token, timeMillis)
        ? Step.accepted(auction.withHold(Optional.empty()))
        : Step.refused(auction, Reason.LOCK_NOT_HELD);
  }

  static Step commit(ItemState.Auction auction, long token, long timeMillis) {
    return holds(auction, token, timeMillis)
        ? Step.accepted(auction.withHold(Optional.empty()))
            .ending(Step.Ending.without(Outcome.TAKEN, Reason.ITEM_SOLD))
        : Step.refused(auction, Reason.LOCK_NOT_HELD);
  }

  private static boolean holds(ItemState.Auction auction, long token, long timeMillis) {
    return auction.holdAt(timeMillis).filter(hold -> hold.token() == token).isPresent();
  }
}
