package io.bidlock.launcher.traffic;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * What happens to items besides bidding, kept until it is due: listings, pauses, amendments,
 * withdrawals, and what becomes of a lock.
 */
final class Incidents {
  /** Who pauses and withdraws. */
  static final String OPERATOR = "operator-1";

  private record Due(long atMillis, long order, Action action) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::order));
  private final RandomGenerator random;
  private final Bidders bidders;
  private final long lastMillis;
  private long order;

  /**
   * @param lastMillis when the last event happens: later than that, nothing befalls anybody
   */
  Incidents(RandomGenerator random, Bidders bidders, long lastMillis) {
    this.random = random;
    this.bidders = bidders;
    this.lastMillis = lastMillis;
  }

  void at(long atMillis, Action action) {
    queue.add(new Due(atMillis, order++, action));
  }

  /** The next thing that is due by now, if any; it is taken off the list. */
  Optional<Action> due(long atMillis) {
    Due next = queue.peek();
    if (next == null || next.atMillis() > atMillis) {
      return Optional.empty();
    }
    queue.remove();
    return Optional.of(next.action());
  }

  /** Decides, as it is listed, what will befall an item: most live in peace. */
  void befall(Lot lot, int index, long opensAtMillis, long lengthMillis) {
    String item = lot.itemId();
    switch (index % 20) {
      case 6 -> {
        long pausedAt = opensAtMillis + lengthMillis * 4 / 10;
        long resumedAt = pausedAt + lengthMillis / 20;
        // What is paused and never resumed would never close.
        if (resumedAt < lastMillis) {
          at(pausedAt, new Action.Pause(item, key(), OPERATOR, "a question about the description"));
          at(resumedAt, new Action.Resume(item, key(), OPERATOR));
        }
      }
      case 11 ->
          at(
              opensAtMillis + lengthMillis / 3,
              new Action.Amend(
                  item,
                  key(),
                  lot.listing().sellerId(),
                  Terms.of(Map.of(Term.TITLE, lot.listing().title() + ", with its box"))));
      case 13 ->
          at(
              opensAtMillis + lengthMillis / 2,
              new Action.Withdraw(item, key(), OPERATOR, "damaged in the showroom"));
      default -> {
        // Nothing but bids, and now and then a lock.
      }
    }
  }

  /** Somebody at a counter wants the item; most give it back, some buy it, some forget it. */
  Action lock(Lot lot, long atMillis) {
    String holder = "counter-" + (1 + random.nextInt(4));
    int ttlSeconds = 1 + random.nextInt(2);
    long decidedAt = atMillis + 200 + random.nextInt(ttlSeconds * 700);
    int fate = random.nextInt(10);
    if (fate < 6) {
      at(decidedAt, new Action.ReleaseLock(lot.itemId(), key(), holder));
    } else if (fate < 7) {
      at(decidedAt, new Action.CommitLock(lot.itemId(), key(), holder));
    }
    return new Action.AskForLock(lot.itemId(), key(), holder, ttlSeconds);
  }

  private String key() {
    return bidders.nextKey();
  }
}
