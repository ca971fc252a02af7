package io.bidlock.ingest.lock;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.view.PublicItem;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which items Redis shows as held, kept on this side of the network: Redis tells of every change to
 * an item's key (tracking in broadcast mode, RESP3), so that a bid costs no round trip. While Redis
 * is away nothing is held by it: the log still knows.
 */
public final class HeldItems extends RedisLoop {
  private static final int MAX_HELD = 100_000;
  private static final int MAX_CHANGES = 10_000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final String NOT_A_TEXT = "(not a text)";

  private final LockKeys keys;
  private final long strangerLockTtlMillis;
  private final Map<String, String> held = new ConcurrentHashMap<>();
  private final BlockingQueue<String> changes = new ArrayBlockingQueue<>(MAX_CHANGES);
  private final AtomicBoolean lookAtAll = new AtomicBoolean();

  /**
   * @param strangerLockTtlMillis how long a hold stands that somebody took by setting the key
   *     themselves
   */
  public HeldItems(RedisClient client, LockKeys keys, long strangerLockTtlMillis) {
    super(client, "held-items");
    this.keys = keys;
    this.strangerLockTtlMillis = strangerLockTtlMillis;
  }

  /**
   * Whether Redis shows the item as held.
   *
   * @param item what the board shows; where that is newer than Redis, it counts
   */
  public boolean isHeld(String itemId, Optional<PublicItem> item, long nowMillis) {
    String value = held.get(itemId);
    if (value == null) {
      return false;
    }
    Optional<LockValue> ours = LockValue.read(value);
    if (ours.isEmpty()) {
      return true;
    }
    boolean boardIsNewer =
        item.filter(shown -> shown.itemSeq() >= ours.get().itemSeq()).isPresent();
    return !boardIsNewer && ours.get().heldAt(nowMillis);
  }

  /** The request that brings a hold into the log which the log may never have heard of. */
  public Optional<LockRequested> strangersHold(String itemId, long nowMillis) {
    return Optional.ofNullable(held.get(itemId))
        .filter(value -> LockValue.read(value).isEmpty())
        .map(value -> LockRequests.ofStranger(itemId, value, strangerLockTtlMillis, nowMillis));
  }

  /** How many item's keys there are. */
  public int size() {
    return held.size();
  }

  @Override
  void work(StatefulRedisConnection<String, String> connection) throws InterruptedException {
    connection.addListener(this::pushed);
    RedisCommands<String, String> redis = connection.sync();
    redis.clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes(keys.prefix()));
    lookAtAll.set(true);
    while (!closed()) {
      if (lookAtAll.getAndSet(false)) {
        readAll(redis);
      }
      working();
      String key = changes.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
      if (key == null) {
        redis.ping();
      } else {
        readOne(redis, key);
      }
    }
  }

  @Override
  void disconnected() {
    changes.clear();
    held.clear();
  }

  @Override
  void wake() {
    // No item has this key. Where there is no room for it there is something to do already.
    var unused = changes.offer("");
  }

  /** On one of Lettuce's threads: only notes what is to be read. */
  private void pushed(PushMessage message) {
    if (!message.getType().equals("invalidate")) {
      return;
    }
    List<Object> content = message.getContent();
    if (content.size() < 2 || !(content.get(1) instanceof List<?> changed)) {
      // Everything is gone: FLUSHALL.
      lookAtAll.set(true);
      wake();
      return;
    }
    for (Object key : changed) {
      if (!changes.offer(text(key))) {
        lookAtAll.set(true);
      }
    }
  }

  private static String text(Object key) {
    return key instanceof ByteBuffer bytes
        ? StandardCharsets.UTF_8.decode(bytes.duplicate()).toString()
        : String.valueOf(key);
  }

  private void readAll(RedisCommands<String, String> redis) {
    held.clear();
    ScanIterator<String> found =
        ScanIterator.scan(redis, ScanArgs.Builder.matches(escaped(keys.prefix()) + "*").limit(500));
    while (found.hasNext() && held.size() < MAX_HELD) {
      readOne(redis, found.next());
    }
  }

  private void readOne(RedisCommands<String, String> redis, String key) {
    Optional<String> itemId = keys.itemId(key);
    if (itemId.isEmpty()) {
      return;
    }
    String value = value(redis, key);
    if (value == null) {
      held.remove(itemId.get());
    } else if (held.size() < MAX_HELD || held.containsKey(itemId.get())) {
      held.put(itemId.get(), value);
    }
  }

  private static String value(RedisCommands<String, String> redis, String key) {
    try {
      return redis.get(key);
    } catch (RedisCommandExecutionException e) {
      // Whatever kind of thing it is, somebody put it there to hold the item.
      return NOT_A_TEXT;
    }
  }

  /** A pattern that matches just this text. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
  }
}
