package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.pipelines.redis.RedisPipeline;
import io.bidlock.pipelines.redis.RedisUnavailable;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * {@link LockStrategy#WATCH}: looks at a key, then writes it only if nobody has touched it
 * meanwhile, else looks again. One key a transaction, so that it works on a Redis Cluster's node
 * too.
 */
final class WatchLockStore extends RedisLockStore {
  /** Whoever loses this often is up against something that no further attempt will beat. */
  private static final int MAX_ATTEMPTS = 16;

  WatchLockStore(RedisPipeline redis, LockKeys keys) {
    super(redis, keys);
  }

  @Override
  public void show(Collection<LockChange> changes) {
    changes.forEach(this::show);
  }

  private void show(LockChange change) {
    String key = keys.of(change.itemId());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<RedisPipeline.Answer> seen =
          redis.send(
              batch -> {
                batch.add(redis -> redis.watch(key));
                batch.add(redis -> redis.get(key));
                batch.add(RedisAsyncCommands::time);
              });
      if (!mayShow(change.value(), seen.get(1), nowMillis(seen.get(2)))) {
        redis.send(batch -> batch.add(RedisAsyncCommands::unwatch));
        return;
      }
      SetArgs expiry = SetArgs.Builder.pxAt(change.value().expiresAtMillis());
      if (execute(List.of(redis -> redis.set(key, change.value().text(), expiry)))) {
        return;
      }
    }
    throw new RedisUnavailable("The key " + key + " changes too often to be written", null);
  }

  /** The same rule as in the function {@code bidlock_mirror}. */
  private static boolean mayShow(LockValue value, RedisPipeline.Answer present, long nowMillis) {
    if (value.expiresAtMillis() <= nowMillis) {
      return false;
    }
    if (present.error().isEmpty() && present.value().isEmpty()) {
      return true;
    }
    Optional<LockValue> ours = present.text().flatMap(LockValue::read);
    return ours.isPresent()
        ? ours.get().itemSeq() < value.itemSeq()
        : value.replaces(present.text());
  }

  /** {@code TIME} answers seconds and microseconds. */
  private static long nowMillis(RedisPipeline.Answer time) {
    List<?> parts =
        (List<?>)
            time.value()
                .orElseThrow(
                    () ->
                        new RedisUnavailable(
                            "Redis does not tell the time: " + time.error().orElse("nothing"),
                            null));
    return Long.parseLong(parts.get(0).toString()) * 1_000
        + Long.parseLong(parts.get(1).toString()) / 1_000;
  }

  @Override
  public long raiseEpoch(long epoch, int partitions, Collection<Integer> caughtUp) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<RedisPipeline.Answer> seen =
          redis.send(
              batch -> {
                batch.add(redis -> redis.watch(LockKeys.EPOCH_KEY));
                batch.add(redis -> redis.hgetall(LockKeys.EPOCH_KEY));
              });
      EpochMarks marks = EpochMarks.read((Map<?, ?>) seen.get(1).value().orElse(Map.of()));
      if (epoch <= marks.newest()) {
        redis.send(batch -> batch.add(RedisAsyncCommands::unwatch));
        return marks.newest();
      }
      EpochMarks next = marks.caughtUp(epoch, partitions, caughtUp);
      if (execute(replaceEpoch(next))) {
        return next.newest();
      }
    }
    throw new RedisUnavailable("The epoch changes too often to be raised", null);
  }

  private static List<Function<RedisAsyncCommands<String, String>, Future<?>>> replaceEpoch(
      EpochMarks marks) {
    List<Function<RedisAsyncCommands<String, String>, Future<?>>> commands = new ArrayList<>();
    commands.add(redis -> redis.del(LockKeys.EPOCH_KEY));
    Map<String, String> fields = marks.fields();
    if (!fields.isEmpty()) {
      commands.add(redis -> redis.hset(LockKeys.EPOCH_KEY, fields));
    }
    return commands;
  }

  /** Whether the transaction went through; it does not where a watched key was touched. */
  private boolean execute(List<Function<RedisAsyncCommands<String, String>, Future<?>>> commands) {
    List<RedisPipeline.Answer> answers =
        redis.send(
            batch -> {
              batch.add(RedisAsyncCommands::multi);
              commands.forEach(batch::queue);
              batch.add(RedisAsyncCommands::exec);
            });
    return answers.get(1).value().filter(TransactionResult.class::isInstance).stream()
        .map(TransactionResult.class::cast)
        .anyMatch(result -> !result.wasDiscarded());
  }
}
