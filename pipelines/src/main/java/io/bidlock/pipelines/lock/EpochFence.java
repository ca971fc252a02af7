package io.bidlock.pipelines.lock;

import io.bidlock.pipelines.log.LogLayout;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * One generation's part in the change of generations: it raises the epoch when it has caught up
 * with what the log held at its submission, raises it again where Redis has lost it, and learns
 * when a newer one has done the same. One a reader; together the readers see every partition.
 */
final class EpochFence {
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

  private final long epoch;
  private final LogLayout layout;
  private final LongSupplier nanoTime;
  private final TreeSet<Integer> caughtUp = new TreeSet<>();
  private boolean unsaid;
  private boolean established;
  private long newest;
  private long saidAtNanos;

  EpochFence(long epoch, LogLayout layout, LongSupplier nanoTime) {
    this.epoch = epoch;
    this.layout = layout;
    this.nanoTime = nanoTime;
    this.saidAtNanos = nanoTime.getAsLong() - RETRY_NANOS - 1;
    for (int partition = 0; partition < layout.partitions(); partition++) {
      if (layout.empty(partition)) {
        caughtUp.add(partition);
      }
    }
    unsaid = !caughtUp.isEmpty();
  }

  /** Notes that a record was read. */
  void read(int partition, long offset) {
    if (layout.reachesEnd(partition, offset) && caughtUp.add(partition)) {
      unsaid = true;
    }
  }

  /**
   * Notes the epoch that Redis shows, and whether there is something to say about it.
   *
   * @return whether {@link #say} shall be called
   */
  boolean see(long shown) {
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
  void say(LockStore store) {
    for (int partition = 0; established && partition < layout.partitions(); partition++) {
      caughtUp.add(partition);
    }
    saidAtNanos = nanoTime.getAsLong();
    see(store.raiseEpoch(epoch, layout.partitions(), caughtUp));
    unsaid = false;
  }

  /**
   * @throws Superseded once a newer generation has taken over
   */
  void requireNewest() {
    if (newest > epoch) {
      throw new Superseded(epoch, newest);
    }
  }
}
