package io.bidlock.launcher.house;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says now and then what is being waited for, so that nobody takes patience for a standstill. */
final class Waiting implements AutoCloseable {
  private final long sinceNanos = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "waiting");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to wait.
   *
   * @param what as it stands in a sentence after "waiting for"
   */
  Waiting(Supplier<String> what, Duration every, Consumer<String> news) {
    var unused =
        clock.scheduleAtFixedRate(
            () -> news.accept("Waiting for " + what.get() + ", " + seconds() + " s so far …"),
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
  }

  /** It is over. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
