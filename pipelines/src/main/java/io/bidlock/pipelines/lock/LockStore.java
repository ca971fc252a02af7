package io.bidlock.pipelines.lock;

import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.pipelines.redis.RedisUnavailable;
import java.util.Collection;

/**
 * The lock in Redis. Every call may fail with {@link RedisUnavailable} within its timeout; what it
 * was to do may then have been done or not, and doing it again is harmless. Not thread-safe.
 */
public interface LockStore extends AutoCloseable {

  /** Reads the newest epoch and the keys of items, in one round trip. */
  LockView look(Collection<String> itemIds);

  /** Puts requests on the stream from which ingest brings them into the log, in one round trip. */
  void request(Collection<LockRequested> requests);

  /** Shows decisions on locks, each only where the item's key does not show a later one yet. */
  void show(Collection<LockChange> changes);

  /**
   * Notes which partitions a generation has caught up with, and raises the epoch to it once these
   * are all.
   *
   * @param partitions how many there are
   * @param caughtUp which of them
   * @return the newest epoch; 0 where there is none
   */
  long raiseEpoch(long epoch, int partitions, Collection<Integer> caughtUp);

  @Override
  void close();
}
