package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.pipelines.redis.RedisPipeline;
import java.io.Serializable;

/**
 * Which Redis, and how to use it.
 *
 * @param uri as {@code redis://host:6379}
 * @param strategy how a compare-and-set is done
 * @param keyPattern an item's key, see {@link LockKeys}
 * @param timeoutMillis how long one call may take
 */
public record LockStoreOptions(
    String uri, LockStrategy strategy, String keyPattern, long timeoutMillis)
    implements Serializable {

  /** Connects when it is first used: a Redis that is away is no reason not to start. */
  public LockStore open() {
    RedisPipeline redis = new RedisPipeline(uri, timeoutMillis);
    LockKeys keys = new LockKeys(keyPattern);
    return switch (strategy) {
      case FUNCTION -> new FunctionLockStore(redis, keys);
      case WATCH -> new WatchLockStore(redis, keys);
    };
  }
}
