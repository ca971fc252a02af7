package io.bidlock.ingest.closer;

import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.ingest.log.Appended;
import io.bidlock.ingest.log.AuctionLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code CloseDue} when an item falls due, and again until the board shows that it was
 * heeded, ever more rarely. Repeats are harmless, and so are other instances doing the same. It
 * knows only what the board tells it, so that after a start it goes on where another left off.
 */
public final class Closer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closer.class);
  private static final int BATCH = 500;

  private final AuctionLog log;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "closer");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final Map<String, Due> byItem = new HashMap<>();
  private final TreeSet<Due> byTime = new TreeSet<>(Due.BY_TIME);
  private final AtomicLong appended = new AtomicLong();
  private boolean closed;

  public Closer(AuctionLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins to write; what fell due before is written at once. */
  public void begin() {
    thread.start();
  }

  /** The board shows a new state of an item. */
  public void published(PublicItem item) {
    lock.lock();
    try {
      Due known = byItem.get(item.id());
      if (item.dueMillis().isEmpty()) {
        remove(known);
      } else if (known == null || known.dueMillis() != item.dueMillis().getAsLong()) {
        long dueMillis = item.dueMillis().getAsLong();
        remove(known);
        add(Due.at(item.id(), dueMillis));
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many items will fall due. */
  public int waiting() {
    lock.lock();
    try {
      return byItem.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many {@code CloseDue} were written since the start. */
  public long appended() {
    return appended.get();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      earlier.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (List<Due> due = awaitDue(); !due.isEmpty(); due = awaitDue()) {
        write(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next items that are due; none once closed. */
  private List<Due> awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long nowMillis = clock.millis();
        if (!byTime.isEmpty() && byTime.first().nextMillis() <= nowMillis) {
          return due(nowMillis);
        }
        if (byTime.isEmpty()) {
          earlier.await();
        } else {
          long waitMillis = Math.min(byTime.first().nextMillis() - nowMillis, 60_000);
          // Cut short by an earlier item; the loop looks again either way.
          var unused = earlier.await(waitMillis, TimeUnit.MILLISECONDS);
        }
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<Due> due(long nowMillis) {
    List<Due> due = new ArrayList<>();
    for (Due next : byTime) {
      if (next.nextMillis() > nowMillis || due.size() == BATCH) {
        break;
      }
      due.add(next);
    }
    return due;
  }

  private void write(List<Due> due) {
    Map<Due, CompletableFuture<Appended>> writing = new HashMap<>();
    due.forEach(one -> writing.put(one, log.append(new CloseDue(one.itemId()), Optional.empty())));
    writing.forEach(
        (one, result) -> {
          Optional<Appended> written =
              result
                  .handle((done, failure) -> told(one, Optional.ofNullable(done), failure))
                  .join();
          repeat(one, written);
        });
  }

  private Optional<Appended> told(Due one, Optional<Appended> done, Throwable failure) {
    if (done.isPresent()) {
      appended.incrementAndGet();
    } else {
      LOG.warn("CloseDue for {} is written again: {}", one.itemId(), failure.getMessage());
    }
    return done;
  }

  /** Sets the time of the next try, unless the board has said something else meanwhile. */
  private void repeat(Due one, Optional<Appended> written) {
    lock.lock();
    try {
      if (one.equals(byItem.get(one.itemId()))) {
        remove(one);
        add(one.again(written, clock.millis()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(Due due) {
    byItem.put(due.itemId(), due);
    byTime.add(due);
    if (byTime.first().equals(due)) {
      earlier.signalAll();
    }
  }

  private void remove(Due due) {
    if (due != null) {
      byItem.remove(due.itemId());
      byTime.remove(due);
    }
  }
}
