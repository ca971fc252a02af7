package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockFunctions;
import io.bidlock.auction.lock.LockKeys;
import io.bidlock.pipelines.redis.RedisPipeline;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;

/** {@link LockStrategy#FUNCTION}. */
final class FunctionLockStore extends RedisLockStore {
  private boolean loaded;

  FunctionLockStore(RedisPipeline redis, LockKeys keys) {
    super(redis, keys);
  }

  @Override
  public void show(Collection<LockChange> changes) {
    List<Function<RedisAsyncCommands<String, String>, Future<?>>> calls = new ArrayList<>();
    for (LockChange change : changes) {
      calls.add(
          redis ->
              redis.fcall(
                  LockFunctions.MIRROR,
                  ScriptOutputType.INTEGER,
                  new String[] {keys.of(change.itemId())},
                  change.value().text(),
                  Long.toString(change.value().itemSeq()),
                  Long.toString(change.value().expiresAtMillis()),
                  change.value().state().name()));
    }
    call(calls);
  }

  @Override
  public long raiseEpoch(long epoch, int partitions, Collection<Integer> caughtUp) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(epoch));
    arguments.add(Integer.toString(partitions));
    caughtUp.forEach(partition -> arguments.add(Integer.toString(partition)));
    List<RedisPipeline.Answer> answers =
        call(
            List.of(
                redis ->
                    redis.fcall(
                        LockFunctions.EPOCH,
                        ScriptOutputType.INTEGER,
                        new String[] {LockKeys.EPOCH_KEY},
                        arguments.toArray(String[]::new))));
    return answers.get(0).text().map(RedisLockStore::epoch).orElse(0L);
  }

  /** Redis may lose the functions with its memory, so they are loaded where a call misses them. */
  private List<RedisPipeline.Answer> call(
      List<Function<RedisAsyncCommands<String, String>, Future<?>>> calls) {
    if (!loaded) {
      load();
    }
    List<RedisPipeline.Answer> answers = redis.send(batch -> calls.forEach(batch::add));
    if (answers.stream().anyMatch(FunctionLockStore::missesFunction)) {
      load();
      answers = redis.send(batch -> calls.forEach(batch::add));
    }
    answers.forEach(RedisLockStore::failOnError);
    return answers;
  }

  private void load() {
    redis.send(RedisLockStore::loadFunctions).forEach(RedisLockStore::failOnError);
    loaded = true;
  }

  private static boolean missesFunction(RedisPipeline.Answer answer) {
    return answer.error().filter(error -> error.contains("Function not found")).isPresent();
  }
}
