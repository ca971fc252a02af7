package io.bidlock.ingest.commands;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who waits for which decision. A decision belongs to a position of the log, and a position is
 * known only once the record is acknowledged, which may be after its decision was read: so a waiter
 * is entered under the command's id first, and told its position later.
 *
 * <p>Several may wait under one id, as when a client repeats a bid at once. Each gets the decision
 * of its own record, or they could be given the answer to another body.
 */
final class DecisionWaiters {
  /** Decisions kept for a waiter whose position is not known yet: repeats of one id in a moment. */
  private static final int MAX_EARLY = 64;

  /** An id is unique within its item only: lock requests bring their own. */
  private record Command(String itemId, String commandId) {}

  /** One request that waits. */
  final class Waiter implements AutoCloseable {
    private final Command command;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private final List<Decision> early = new ArrayList<>(1);
    private Position position;

    private Waiter(Command command) {
      this.command = command;
    }

    /** Done with the decision of this waiter's record. */
    CompletableFuture<Decision> decision() {
      return decision;
    }

    /** Says where the record came to stand. */
    void standsAt(Position place) {
      List<Decision> arrived;
      synchronized (early) {
        position = place;
        arrived = List.copyOf(early);
        early.clear();
      }
      arrived.stream()
          .filter(one -> one.position().equals(place))
          .findFirst()
          .ifPresent(this::done);
    }

    private void offer(Decision candidate) {
      synchronized (early) {
        if (position == null) {
          if (early.size() < MAX_EARLY) {
            early.add(candidate);
          }
          return;
        }
        if (!position.equals(candidate.position())) {
          return;
        }
      }
      done(candidate);
    }

    private void done(Decision mine) {
      decision.complete(mine);
    }

    /** Waits no more. */
    @Override
    public void close() {
      waiters.computeIfPresent(
          command,
          (key, waiting) -> {
            List<Waiter> others = new ArrayList<>(waiting);
            if (others.remove(this)) {
              count.decrementAndGet();
            }
            return others.isEmpty() ? null : others;
          });
    }
  }

  private final ConcurrentHashMap<Command, List<Waiter>> waiters = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int limit;

  DecisionWaiters(int limit) {
    this.limit = limit;
  }

  /**
   * Enters somebody before the record is written.
   *
   * @throws TooManyWaiting at the limit
   */
  Waiter enter(String itemId, String commandId) {
    if (count.incrementAndGet() > limit) {
      count.decrementAndGet();
      throw new TooManyWaiting(limit);
    }
    Waiter waiter = new Waiter(new Command(itemId, commandId));
    waiters.compute(
        waiter.command,
        (key, waiting) -> {
          List<Waiter> all = waiting == null ? new ArrayList<>(1) : new ArrayList<>(waiting);
          all.add(waiter);
          return all;
        });
    return waiter;
  }

  /** Gives a decision to whoever waits for it. */
  void decided(Decision decision) {
    List<Waiter> waiting = waiters.get(new Command(decision.itemId(), decision.commandId()));
    if (waiting != null) {
      waiting.forEach(waiter -> waiter.offer(decision));
    }
  }

  int size() {
    return count.get();
  }
}
