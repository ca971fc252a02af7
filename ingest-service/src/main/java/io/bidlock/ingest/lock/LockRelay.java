package io.bidlock.ingest.lock;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.ingest.log.Appended;
import io.bidlock.ingest.log.AuctionLog;
import io.bidlock.ingest.log.LogUnavailable;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what is asked of locks through Redis into the auction log, where it takes effect. A
 * request is acknowledged in Redis only once it stands in the log; between the two it may be
 * carried twice, and the second is a repeat by its id.
 */
public final class LockRelay extends RedisLoop {
  private static final Logger LOG = LoggerFactory.getLogger(LockRelay.class);
  private static final String STREAM = LockKeys.REQUEST_STREAM;
  private static final String GROUP = "bidlock-ingest";
  private static final int BATCH = 200;
  private static final Duration BLOCK = Duration.ofMillis(500);
  private static final Duration ABANDONED = Duration.ofSeconds(10);

  private final AuctionLog log;
  private final Consumer<String> consumer;
  private final AtomicLong relayed = new AtomicLong();

  /**
   * @param instance names this reader among those who share the stream
   */
  public LockRelay(RedisClient client, AuctionLog log, String instance) {
    super(client, "lock-relay");
    this.log = log;
    this.consumer = Consumer.from(GROUP, instance);
  }

  /** How many requests were carried since the start. */
  public long relayed() {
    return relayed.get();
  }

  @Override
  void work(StatefulRedisConnection<String, String> connection) throws InterruptedException {
    RedisCommands<String, String> redis = connection.sync();
    joinGroup(redis);
    // What this instance had read before it lost Redis or was started again.
    while (!closed() && relay(redis, read(redis, "0", Optional.empty()))) {
      working();
    }
    long lastClaimNanos = System.nanoTime();
    while (!closed()) {
      working();
      relay(redis, read(redis, ">", Optional.of(BLOCK)));
      if (System.nanoTime() - lastClaimNanos > ABANDONED.toNanos()) {
        while (!closed() && relay(redis, abandoned(redis))) {
          working();
        }
        lastClaimNanos = System.nanoTime();
      }
    }
    leaveGroup(redis);
  }

  @Override
  void disconnected() {
    // Nothing is known here that Redis does not know.
  }

  @Override
  void wake() {
    // It looks twice a second anyway.
  }

  private static void joinGroup(RedisCommands<String, String> redis) {
    try {
      redis.xgroupCreate(
          StreamOffset.from(STREAM, "0-0"), GROUP, XGroupCreateArgs.Builder.mkstream());
    } catch (RedisBusyException e) {
      LOG.debug("The group {} is there already", GROUP);
    }
  }

  /** An instance that leaves nothing behind is forgotten, or Redis would keep all their names. */
  private void leaveGroup(RedisCommands<String, String> redis) {
    if (read(redis, "0", Optional.empty()).isEmpty()) {
      redis.xgroupDelconsumer(STREAM, consumer);
    }
  }

  @SuppressWarnings("unchecked") // Lettuce takes an array of a generic type.
  private List<StreamMessage<String, String>> read(
      RedisCommands<String, String> redis, String from, Optional<Duration> block) {
    XReadArgs how = XReadArgs.Builder.count(BATCH);
    block.ifPresent(how::block);
    try {
      return redis.xreadgroup(consumer, how, StreamOffset.from(STREAM, from));
    } catch (RedisCommandExecutionException e) {
      if (String.valueOf(e.getMessage()).startsWith("NOGROUP")) {
        // Redis was emptied.
        joinGroup(redis);
        return List.of();
      }
      throw e;
    }
  }

  /**
   * What an instance has read that did not come back to acknowledge it; also what this one has read
   * and could not write then.
   */
  private List<StreamMessage<String, String>> abandoned(RedisCommands<String, String> redis) {
    try {
      return redis
          .xautoclaim(
              STREAM, XAutoClaimArgs.Builder.xautoclaim(consumer, ABANDONED, "0-0").count(BATCH))
          .getMessages();
    } catch (RedisCommandExecutionException e) {
      LOG.debug("Nothing was taken over", e);
      return List.of();
    }
  }

  /**
   * Writes requests to the log, then acknowledges those that stand there, and those that never can.
   * The others stay as they are, to be taken over in a while.
   *
   * @return whether there were any and none is left
   */
  private boolean relay(
      RedisCommands<String, String> redis, List<StreamMessage<String, String>> messages)
      throws InterruptedException {
    List<String> settled = new ArrayList<>();
    Map<String, CompletableFuture<Appended>> appending = new LinkedHashMap<>();
    for (StreamMessage<String, String> message : messages) {
      Optional<LogRecord> request = request(message);
      if (request.isEmpty()) {
        settled.add(message.getId());
        continue;
      }
      CompletableFuture<Appended> result = log.append(request.get(), Optional.empty());
      appending.put(message.getId(), result);
      if (result.isCompletedExceptionally() && !isUnwritable(result.exceptionNow())) {
        // Kafka is away, and each further try would be as long in finding out.
        break;
      }
    }
    appending.forEach(
        (id, result) -> {
          if (isSettled(id, result)) {
            settled.add(id);
          }
        });
    if (!settled.isEmpty()) {
      redis.xack(STREAM, GROUP, settled.toArray(String[]::new));
    }
    return !messages.isEmpty() && settled.size() == messages.size();
  }

  private static Optional<LogRecord> request(StreamMessage<String, String> message) {
    try {
      // A message that was trimmed away while it was pending has no fields left.
      LogRecord request =
          LockRequests.read(message.getBody() == null ? Map.of() : message.getBody());
      requireId("item_id", request.itemId());
      requireId("request_id", request.commandId());
      if (request instanceof LockRequested hold) {
        requireId("holder", hold.holder());
      }
      return Optional.of(request);
    } catch (IllegalArgumentException e) {
      LOG.warn("The lock request {} is dropped: {}", message.getId(), e.getMessage());
      return Optional.empty();
    }
  }

  /** What the log could not be read with must not get into it. */
  private static void requireId(String field, String id) {
    Ids.problem(id)
        .ifPresent(
            what -> {
              throw new IllegalArgumentException("field '" + field + "' " + what);
            });
  }

  /** Waits until it is known whether a request stands in the log, or never can. */
  private boolean isSettled(String id, CompletableFuture<Appended> appending) {
    try {
      appending.join();
      relayed.incrementAndGet();
      return true;
    } catch (CompletionException e) {
      boolean unwritable = isUnwritable(e.getCause());
      LOG.warn(
          "The lock request {} {}: {}",
          id,
          unwritable ? "is dropped" : "waits",
          e.getCause().getMessage());
      return unwritable;
    }
  }

  private static boolean isUnwritable(Throwable failure) {
    return failure instanceof LogUnavailable unavailable && unavailable.isForGood();
  }
}
