package io.bidlock.pipelines.redis;

import io.lettuce.core.SetArgs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Texts by key on their way to Redis: the latest of each, as many as fit. What Redis does not take
 * now waits for the next time; where more waits than fits, what has waited longest goes, and comes
 * again with the key's next change.
 */
public final class LatestStates implements AutoCloseable {
  /** Most commands that are sent in one go. */
  private static final int AT_ONCE = 1_000;

  /**
   * A text under a key.
   *
   * @param text null for none any more
   * @param untilMillis when Redis is to forget it, milliseconds since the epoch
   */
  public record State(@Nullable String text, long untilMillis) {}

  private final RedisPipeline redis;
  private final int most;
  private final LinkedHashMap<String, State> waiting = new LinkedHashMap<>();

  /**
   * @param most how many keys may wait
   */
  public LatestStates(RedisPipeline redis, int most) {
    this.redis = redis;
    this.most = most;
  }

  /** Takes the place of what waits under the key. Returns how many had to go for it: 0 or 1. */
  public int put(String key, State state) {
    waiting.remove(key);
    waiting.put(key, state);
    if (waiting.size() <= most) {
      return 0;
    }
    Iterator<String> oldest = waiting.keySet().iterator();
    oldest.next();
    oldest.remove();
    return 1;
  }

  public int waiting() {
    return waiting.size();
  }

  /**
   * Sends what waits, the longest waiting first.
   *
   * @return how many Redis has refused, which do not wait any more
   * @throws RedisUnavailable when Redis is away; what it has not taken still waits
   */
  public int send() {
    int refused = 0;
    while (!waiting.isEmpty()) {
      List<Map.Entry<String, State>> some = new ArrayList<>(AT_ONCE);
      Iterator<Map.Entry<String, State>> all = waiting.entrySet().iterator();
      while (all.hasNext() && some.size() < AT_ONCE) {
        some.add(all.next());
      }
      List<RedisPipeline.Answer> answers =
          redis.send(batch -> some.forEach(one -> add(batch, one.getKey(), one.getValue())));
      refused += (int) answers.stream().filter(answer -> answer.error().isPresent()).count();
      some.stream().map(Map.Entry::getKey).toList().forEach(waiting::remove);
    }
    return refused;
  }

  private static void add(RedisPipeline.Batch batch, String key, State state) {
    String text = state.text();
    if (text == null) {
      batch.add(redis -> redis.del(key));
    } else {
      SetArgs until = new SetArgs().pxAt(state.untilMillis());
      batch.add(redis -> redis.set(key, text, until));
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}
