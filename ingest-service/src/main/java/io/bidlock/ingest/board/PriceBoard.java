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
  private static final int MAX_PROMISED = 100_000;

  private final ConcurrentHashMap<String, PublicItem> items = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Long> promised = new ConcurrentHashMap<>();
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
      promised.computeIfPresent(item.id(), (id, seq) -> seq <= item.itemSeq() ? null : seq);
      onChange.accept(item);
      signal();
    }
  }

  /**
   * A ruling that changes what is shown was seen: its state is on its way here.
   *
   * @param itemSeq the ruling's number
   */
  public void promise(String itemId, long itemSeq) {
    if (shownSince(itemId, itemSeq).isEmpty() && promised.size() < MAX_PROMISED) {
      promised.merge(itemId, itemSeq, Math::max);
      if (shownSince(itemId, itemSeq).isPresent()) {
        // It came in between.
        promised.remove(itemId, itemSeq);
      }
    }
  }

  /** Forgets an item that the topic has forgotten. */
  public void removed(String itemId) {
    items.remove(itemId);
    promised.remove(itemId);
  }

  public Optional<PublicItem> find(String itemId) {
    return Optional.ofNullable(items.get(itemId));
  }

  /**
   * Finds an item as it is after every ruling that was seen here, so that nobody reads less than
   * they were told; where that does not come in time, as it is shown.
   */
  public Optional<PublicItem> findFresh(String itemId, Duration timeout)
      throws InterruptedException {
    Long itemSeq = promised.get(itemId);
    return itemSeq == null ? find(itemId) : await(itemId, itemSeq, timeout).or(() -> find(itemId));
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
