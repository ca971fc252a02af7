package io.bidlock.pipelines.batch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells now and then for how long some work has been going on. More is not known of a job on Flink
 * or on the direct runner: both hand out its metrics only when it has ended.
 */
public final class Heartbeat implements AutoCloseable {
  private final long sinceNanos = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  /** The work begins. */
  public Heartbeat(String work, Duration every, Consumer<String> tell) {
    var unused =
        clock.scheduleAtFixedRate(
            () -> tell.accept(work + ", " + seconds() + " s so far"),
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
  }

  /** The work has ended. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
