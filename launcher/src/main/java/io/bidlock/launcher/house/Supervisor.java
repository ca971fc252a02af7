package io.bidlock.launcher.house;

import io.bidlock.servers.ChildProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts a part again when its process ends by itself: after a pause that doubles each time, and so
 * many times within a while and no more.
 */
final class Supervisor implements AutoCloseable {
  private static final int MOST_RESTARTS = 5;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "supervisor");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Part, Deque<Long>> restarts = new HashMap<>();
  private final CompletableFuture<String> givenUp = new CompletableFuture<>();
  private final Consumer<String> news;

  /**
   * @param news is told, in a sentence each, what ended and what is done about it
   */
  Supervisor(Consumer<String> news) {
    this.news = news;
  }

  /** Done with a reason when a part could not be kept running. */
  CompletableFuture<String> givenUp() {
    return givenUp;
  }

  /** Watches over the process that a part runs in now. */
  void watch(Part part, ChildProcess process) {
    var unused = process.onExit().thenAccept(status -> ended(part, process, status));
  }

  private void ended(Part part, ChildProcess process, int status) {
    try {
      worker.execute(() -> consider(part, process, status));
    } catch (RejectedExecutionException e) {
      // The house is being closed: what ends now was asked to.
    }
  }

  private void consider(Part part, ChildProcess process, int status) {
    if (!part.isMeantToRun(process)) {
      return;
    }
    if (part.hasGivenWay(status)) {
      news.accept("The " + part.name() + " has given way to a newer one.");
      return;
    }
    Deque<Long> times = restarts.computeIfAbsent(part, key -> new ArrayDeque<>());
    long now = System.nanoTime();
    while (!times.isEmpty() && now - times.getFirst() > WITHIN.toNanos()) {
      times.removeFirst();
    }
    if (times.size() == MOST_RESTARTS) {
      givenUp.complete(
          process.describe(
              "ended with status %d, for the %dth time within %d minutes"
                  .formatted(status, MOST_RESTARTS + 1, WITHIN.toMinutes())));
      return;
    }
    long pauseMillis = FIRST_PAUSE.toMillis() << times.size();
    times.addLast(now);
    news.accept(
        "The %s ended with status %d; it is started again in %d ms."
            .formatted(part.name(), status, pauseMillis));
    later(() -> restart(part), pauseMillis);
  }

  private void restart(Part part) {
    try {
      part.start().ifPresent(process -> watch(part, process));
      news.accept("The " + part.name() + " is running again.");
    } catch (RuntimeException e) {
      givenUp.complete(e.getMessage());
    }
  }

  private void later(Runnable task, long millis) {
    try {
      var unused = worker.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // As above.
    }
  }

  /**
   * Watches no more; waits for a restart that is under way, for it would leave a process behind.
   */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      boolean ended = worker.awaitTermination(1, TimeUnit.MINUTES);
      if (!ended) {
        news.accept("A restart is still under way.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
