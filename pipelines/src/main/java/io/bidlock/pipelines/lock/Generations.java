package io.bidlock.pipelines.lock;

import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.redis.RedisUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens between generations when one is submitted. */
public final class Generations {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  private Generations() {}

  /**
   * Refuses a generation that is older than the newest, and makes one the newest at once where the
   * log is empty, so that there is nothing to catch up with. A Redis that is away is told of later.
   *
   * @throws Superseded when a newer generation is there
   */
  public static void submit(LockStoreOptions options, LogLayout layout, long epoch) {
    EpochFence fence = new EpochFence(epoch, layout, System::nanoTime);
    try (LockStore store = options.open()) {
      boolean behind = fence.see(store.look(java.util.List.of()).epoch());
      fence.requireNewest();
      if (behind && layout.empty()) {
        fence.say(store);
        fence.requireNewest();
      }
    } catch (RedisUnavailable e) {
      LOG.warn("{}. The job starts all the same.", e.getMessage());
    }
  }
}
