package io.bidlock.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks Kafka every other second whether it is there, so that nobody else has to wait for that. */
final class KafkaHealth implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Admin admin;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "kafka-health");
  private volatile boolean up = true;

  KafkaHealth(Admin admin) {
    this.admin = admin;
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  boolean up() {
    return up;
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      do {
        up = answers();
      } while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return !admin
          .describeCluster()
          .nodes()
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
