package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockFunctions;
import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.pipelines.redis.RedisPipeline;
import io.bidlock.pipelines.redis.RedisUnavailable;
import io.lettuce.core.XAddArgs;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What both strategies have in common: plain reads, requests on the stream, and the functions by
 * which others ask for a lock.
 */
abstract class RedisLockStore implements LockStore {
  /** What stands for the text of a key that a stranger made something else than a string. */
  private static final String NOT_A_STRING = "not-a-string";

  final RedisPipeline redis;
  final LockKeys keys;

  /** Whether Redis may be without the functions: at first, and when it has lost its memory. */
  private boolean functionsMayBeMissing = true;

  RedisLockStore(RedisPipeline redis, LockKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Loads the functions on the way, since whoever speaks only Redis needs them under either
   * strategy. A Redis that is too old to have any refuses that alone.
   */
  @Override
  public final LockView look(Collection<String> itemIds) {
    List<String> ids = List.copyOf(itemIds);
    List<RedisPipeline.Answer> answers =
        redis.send(
            batch -> {
              batch.add(redis -> redis.hget(LockKeys.EPOCH_KEY, LockKeys.EPOCH_FIELD));
              ids.forEach(id -> batch.add(redis -> redis.get(keys.of(id))));
              if (functionsMayBeMissing) {
                loadFunctions(batch);
              }
            });
    Map<String, String> values = new HashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      RedisPipeline.Answer answer = answers.get(index + 1);
      String id = ids.get(index);
      if (isOfWrongType(answer)) {
        values.put(id, NOT_A_STRING);
      } else {
        failOnError(answer);
        answer.text().ifPresent(text -> values.put(id, text));
      }
    }
    if (!isOfWrongType(answers.get(0))) {
      failOnError(answers.get(0));
    }
    long epoch = answers.get(0).text().map(RedisLockStore::epoch).orElse(0L);
    functionsMayBeMissing = epoch == 0;
    return new LockView(epoch, values);
  }

  /** Somebody has made something else of a key; every other error is Redis's own. */
  private static boolean isOfWrongType(RedisPipeline.Answer answer) {
    return answer.error().filter(error -> error.startsWith("WRONGTYPE")).isPresent();
  }

  static void loadFunctions(RedisPipeline.Batch batch) {
    batch.add(redis -> redis.functionLoad(LockFunctions.source(), true));
  }

  @Override
  public final void request(Collection<LockRequested> requests) {
    redis
        .send(
            batch ->
                requests.forEach(
                    request ->
                        batch.add(
                            redis ->
                                redis.xadd(
                                    LockKeys.REQUEST_STREAM,
                                    new XAddArgs()
                                        .maxlen(LockKeys.REQUEST_STREAM_LENGTH)
                                        .approximateTrimming(),
                                    LockRequests.fields(request)))))
        .forEach(RedisLockStore::failOnError);
  }

  /** A command that was refused (no permission, another node's slot) tells nothing of a lock. */
  static void failOnError(RedisPipeline.Answer answer) {
    answer
        .error()
        .ifPresent(
            error -> {
              throw new RedisUnavailable("Redis refused a command: " + error, null);
            });
  }

  /** An epoch that somebody scribbled over counts as none: it fences nobody. */
  static long epoch(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public final void close() {
    redis.close();
  }
}
