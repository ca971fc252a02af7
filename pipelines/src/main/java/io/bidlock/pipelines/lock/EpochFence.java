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
 * same. One a reader; together the readers see every partition.
 *
 * <p>Nobody shall wait for the change. How far a generation is behind tells no clock but its own:
 * where it comes to a partition's end, it asks for the end anew, and it has caught up when it reads
 * that end soon after it asked, or no sooner than the one before, as runners do that read in
 * batches. What it has read it has yet to decide, so the older one, which says the same, goes on
 * for a while after it has learned of the newer one.
 */
final class EpochFence {
  private static final long SOON_NANOS = Duration.ofMillis(250).toNanos();
  private static final long HANDOVER_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

  private final long epoch;
  private final LogLayout layout;
  private final IntFunction<OptionalLong> ends;
  private final LongSupplier nanoTime;
  private final Map<Integer, Approach> approaches = new HashMap<>();
  private final TreeSet<Integer> caughtUp = new TreeSet<>();
  private boolean unsaid;
  private boolean established;
  private boolean looked;
  private long newest;
  private long stopsAtNanos;
  private long saidAtNanos;

  /**
   * What a partition is read up to.
   *
   * @param end its end when that was asked for last
   * @param behindNanos how long it took to come to the end before that one
   */
  private record Approach(long end, long askedAtNanos, long behindNanos) {}

  /**
   * @param layout what the log held at submission
   * @param ends where a partition ends now, if that can be told
   */
  EpochFence(long epoch, LogLayout layout, IntFunction<OptionalLong> ends, LongSupplier nanoTime) {
    this.epoch = epoch;
    this.layout = layout;
    this.ends = ends;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.saidAtNanos = now - RETRY_NANOS - 1;
    for (int partition = 0; partition < layout.partitions(); partition++) {
      if (layout.empty(partition)) {
        caughtUp.add(partition);
      } else {
        approaches.put(partition, new Approach(layout.end(partition), now, Long.MAX_VALUE));
      }
    }
    unsaid = !caughtUp.isEmpty();
  }

  /** Notes that a record was read. */
  void read(int partition, long offset) {
    Approach approach = approaches.get(partition);
    long next = layout.next(partition, offset);
    if (approach == null || next < approach.end()) {
      return;
    }
    long now = nanoTime.getAsLong();
    long behindNanos = now - approach.askedAtNanos();
    OptionalLong end =
        behindNanos <= SOON_NANOS || behindNanos >= approach.behindNanos()
            ? OptionalLong.of(next)
            : ends.apply(partition);
    if (end.isEmpty()) {
      // The next record asks again.
      return;
    }
    if (next >= end.getAsLong()) {
      approaches.remove(partition);
      caughtUp.add(partition);
      unsaid = true;
    } else {
      approaches.put(partition, new Approach(end.getAsLong(), now, behindNanos));
    }
  }

  /**
   * Notes the epoch that Redis shows, and whether there is something to say about it.
   *
   * @return whether {@link #say} shall be called
   */
  boolean see(long shown) {
    if (shown > epoch && newest <= epoch) {
      // Whoever was not answering before, such as one that is started again, has nothing to hand
      // over.
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
  void say(LockStore store) {
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
  void requireNewest() {
    if (newest > epoch && nanoTime.getAsLong() - stopsAtNanos >= 0) {
      throw new Superseded(epoch, newest);
    }
  }
}
