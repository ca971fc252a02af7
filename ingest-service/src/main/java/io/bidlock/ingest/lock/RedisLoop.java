package io.bidlock.ingest.lock;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on a Redis that may go away: connects, does the work, and begins again from a new connection
 * whenever that fails. The work never sees a half-broken connection, and nobody waits for it.
 */
abstract class RedisLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLoop.class);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final RedisClient client;
  private final String name;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean up;

  RedisLoop(RedisClient client, String name) {
    this.client = client;
    this.name = name;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /** Begins to work; Redis may come later. */
  public final void begin() {
    thread.start();
  }

  /** Whether Redis answered the last time it was asked. */
  public final boolean up() {
    return up;
  }

  /**
   * Works until {@link #closed} or until Redis fails.
   *
   * @throws RedisException when Redis fails
   */
  abstract void work(StatefulRedisConnection<String, String> connection)
      throws InterruptedException;

  /** What was learnt from Redis does not hold any more. */
  abstract void disconnected();

  /** Called from another thread to have {@link #work} look at {@link #closed} soon. */
  abstract void wake();

  final boolean closed() {
    return closing.getCount() == 0;
  }

  /** To be called once the work is under way. */
  final void working() {
    if (!up) {
      LOG.info("{}: Redis is there", name);
    }
    up = true;
  }

  @Override
  public void close() {
    closing.countDown();
    wake();
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
          work(connection);
        } catch (RedisException e) {
          failed(e);
        }
      } while (!closing.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // Whatever ended it: nobody works any more, and health shall say so.
      up = false;
    }
  }

  private void failed(RedisException e) {
    if (up) {
      LOG.warn("{}: Redis is away: {}", name, e.getMessage());
    } else {
      LOG.debug("{}: Redis is away", name, e);
    }
    up = false;
    disconnected();
  }
}
