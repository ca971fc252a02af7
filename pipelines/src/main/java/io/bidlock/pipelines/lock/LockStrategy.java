package io.bidlock.pipelines.lock;

/** How a compare-and-set is done in Redis. */
public enum LockStrategy {
  /** By the functions that BidLock ships: one round trip for a whole bundle. Redis 7 or newer. */
  FUNCTION,
  /**
   * By {@code WATCH}, {@code MULTI}, {@code EXEC}: two round trips a key, for a Redis without
   * functions.
   */
  WATCH
}
