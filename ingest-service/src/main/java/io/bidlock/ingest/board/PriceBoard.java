package io.bidlock.ingest.board;

import io.bidlock.auction.view.PublicItem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The latest published state of every item, as {@code auction.items} tells it. It never goes back:
 * an older state, as a new generation of the arbitration publishes again, is passed over.
 */
public final class PriceBoard {
  private final ConcurrentHashMap<String, PublicItem> items = new ConcurrentHashMap<>();
  private final Consumer<PublicItem> onChange;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /**
   * @param onChange told of every state that is taken over
   */
  public PriceBoard(Consumer<PublicItem> onChange) {
    this.onChange = onChange;
  }

  /** Takes a published state over unless a newer one is known. */
  public void published(PublicItem item) {
    AtomicBoolean taken = new AtomicBoolean();
    items.compute(
        item.id(),
        (id, known) -> {
          taken.set(known == null || item.itemSeq() >= known.itemSeq());
          return taken.get() ? item : known;
        });
    if (taken.get()) {
      onChange.accept(item);
      signal();
    }
  }

  /** Forgets an item that the topic has forgotten. */
  public void removed(String itemId) {
    items.remove(itemId);
  }

  public Optional<PublicItem> find(String itemId) {
    return Optional.ofNullable(items.get(itemId));
  }

  /**
   * Waits until the board shows a ruling or a later one, so that who was answered can read what
   * they were told. Returns without it when it does not come in time.
   */
  public Optional<PublicItem> await(String itemId, long itemSeq, Duration timeout)
      throws InterruptedException {
    long remainingNanos = timeout.toNanos();
    lock.lock();
    try {
      Optional<PublicItem> shown = shownSince(itemId, itemSeq);
      while (shown.isEmpty() && remainingNanos > 0) {
        remainingNanos = changed.awaitNanos(remainingNanos);
        shown = shownSince(itemId, itemSeq);
      }
      return shown;
    } finally {
      lock.unlock();
    }
  }

  public int size() {
    return items.size();
  }

  private Optional<PublicItem> shownSince(String itemId, long itemSeq) {
    return find(itemId).filter(item -> item.itemSeq() >= itemSeq);
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
