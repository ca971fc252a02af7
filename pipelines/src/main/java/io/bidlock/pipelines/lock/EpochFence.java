package io.bidlock.pipelines.lock;

import io.bidlock.pipelines.log.LogLayout;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * One generation's part in the change of generations: it raises the epoch when it has caught up
 * with the log, raises it again where Redis has lost it, and learns when a newer one has done the
 * same. All readers of a process share one; together the processes see every partition.
 *
 * <p>Nobody shall wait for the change. How far a generation is behind tells no clock but its own:
 * where it comes to a partition's end, it asks for the end anew, and it has caught up when it reads
 * that end soon after it asked; or not much later, and no sooner than the end before, as runners do
 * that read in batches. What it has read it has yet to decide, so the older one, which says the
 * same, goes on for a while after it has learned of the newer one (docs/adr/0011).
 */
final class EpochFence {
  private static final long SOON_NANOS = Duration.ofMillis(250).toNanos();
  private static final long HANDOVER_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long LATEST_NANOS = HANDOVER_NANOS / 2;
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

  private final long epoch;
  private final LogLayout layout;
  private final LongSupplier nanoTime;
  private final Map<Integer, Approach> approaches = new HashMap<>();
  private final TreeSet<Integer> caughtUp = new TreeSet<>();
  private boolean unsaid;
  private boolean established;
  private boolean looked;
  private long newest;
  private long stopsAtNanos;
  private long saidAtNanos;

  /** Lets the many records pass that come after it has caught up with all. */
  private volatile boolean near;

  /**
   * What a partition is read up to.
   *
   * @param end its end when that was asked for last
   * @param next what comes after the record that was read last, which is at that end or before it
   * @param asked whether the end was asked for at all, or is what the log held at submission
   * @param behindNanos how long it took to come to the end before that one
   */
  private record Approach(long end, long next, boolean asked, long askedAtNanos, long behindNanos) {
    Approach reads(long offsetAfter) {
      return new Approach(end, offsetAfter, asked, askedAtNanos, behindNanos);
    }
  }

  /**
   * @param layout what the log held at submission
   */
  EpochFence(long epoch, LogLayout layout, LongSupplier nanoTime) {
    this.epoch = epoch;
    this.layout = layout;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.saidAtNanos = now - RETRY_NANOS - 1;
    for (int partition = 0; partition < layout.partitions(); partition++) {
      if (layout.empty(partition)) {
        caughtUp.add(partition);
      } else {
        approaches.put(
            partition,
            new Approach(
                layout.end(partition), Long.MIN_VALUE, false, now - RETRY_NANOS, Long.MAX_VALUE));
      }
    }
    unsaid = !caughtUp.isEmpty();
    near = approaches.isEmpty();
  }

  /**
   * Notes that a record was read.
   *
   * @param ends where a partition ends now, if that can be told
   */
  void read(int partition, long offset, IntFunction<OptionalLong> ends) {
    if (near) {
      return;
    }
    synchronized (this) {
      Approach approach = approaches.get(partition);
      long next = layout.next(partition, offset);
      if (approach != null && next > approach.next()) {
        approaches.put(partition, approach.reads(next));
        look(partition, ends);
      }
    }
  }

  /** Asks again about ends that could not be told. */
  synchronized void look(IntFunction<OptionalLong> ends) {
    for (int partition = 0; !near && partition < layout.partitions(); partition++) {
      look(partition, ends);
    }
  }

  private void look(int partition, IntFunction<OptionalLong> ends) {
    Approach approach = approaches.get(partition);
    if (approach == null || approach.next() < approach.end()) {
      return;
    }
    long now = nanoTime.getAsLong();
    long behindNanos = now - approach.askedAtNanos();
    if (approach.asked()
        && (behindNanos <= SOON_NANOS
            || behindNanos <= LATEST_NANOS && behindNanos >= approach.behindNanos())) {
      catchUp(partition);
      return;
    }
    if (!approach.asked() && behindNanos < RETRY_NANOS) {
      return;
    }
    OptionalLong end = ends.apply(partition);
    if (end.isPresent() && approach.next() >= end.getAsLong()) {
      catchUp(partition);
    } else {
      // Where it could not be told it is asked for again, but not at once.
      approaches.put(
          partition,
          new Approach(
              end.orElse(approach.end()),
              approach.next(),
              end.isPresent(),
              end.isPresent() ? now : nanoTime.getAsLong(),
              approach.asked() ? behindNanos : approach.behindNanos()));
    }
  }

  private void catchUp(int partition) {
    approaches.remove(partition);
    caughtUp.add(partition);
    unsaid = true;
    near = approaches.isEmpty();
  }

  /** Whether nothing will be asked about ends any more. */
  boolean near() {
    return near;
  }

  /**
   * Notes the epoch that Redis shows, and whether there is something to say about it.
   *
   * @return whether {@link #say} shall be called
   */
  synchronized boolean see(long shown) {
    if (shown > epoch && newest <= epoch) {
      // Who was not answering before, such as a job that is started again, hands nothing over.
      stopsAtNanos = nanoTime.getAsLong() + (looked ? HANDOVER_NANOS : 0);
    }
    looked = true;
    newest = Math.max(newest, shown);
    if (shown == epoch) {
      established = true;
    }
    if (shown >= epoch || newest > epoch) {
      return false;
    }
    boolean due = unsaid || nanoTime.getAsLong() - saidAtNanos > RETRY_NANOS;
    return due && (established || !caughtUp.isEmpty());
  }

  /** Says how far this generation is; all partitions where it was there already. */
  synchronized void say(LockStore store) {
    for (int partition = 0; established && partition < layout.partitions(); partition++) {
      caughtUp.add(partition);
    }
    saidAtNanos = nanoTime.getAsLong();
    see(store.raiseEpoch(epoch, layout.partitions(), caughtUp));
    unsaid = false;
  }

  /**
   * @throws Superseded once a newer generation has taken over, and has had time to decide what it
   *     read
   */
  synchronized void requireNewest() {
    if (newest > epoch && nanoTime.getAsLong() - stopsAtNanos >= 0) {
      throw new Superseded(epoch, newest);
    }
  }
}
