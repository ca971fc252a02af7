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
 * many times within a while and no more. What the house can do without for a while is started again
 * for ever, each minute in the end.
 */
final class Supervisor implements AutoCloseable {
  private static final int MOST_RESTARTS = 5;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 7;

  /** A part that takes its time to start keeps no other one waiting. */
  private static final int AT_ONCE = 4;

  private final ScheduledExecutorService workers =
      Executors.newScheduledThreadPool(
          AT_ONCE,
          task -> {
            Thread thread = new Thread(task, "supervisor");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Part, Deque<Long>> restarts = new HashMap<>();
  private final CompletableFuture<String> givenUp = new CompletableFuture<>();
  private final Consumer<String> news;
  private final Duration firstPause;

  /**
   * @param news is told, in a sentence each, what ended and what is done about it
   */
  Supervisor(Consumer<String> news) {
    this(news, FIRST_PAUSE);
  }

  /**
   * @param firstPause before the first restart; later ones are longer
   */
  Supervisor(Consumer<String> news, Duration firstPause) {
    this.news = news;
    this.firstPause = firstPause;
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
      workers.execute(() -> consider(part, process, status));
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
    startAgain(
        part, process.describe("ended with status " + status), "ended with status " + status);
  }

  /**
   * @param whole what to tell whoever gives up
   * @param brief the same in a sentence after its name
   */
  private synchronized void startAgain(Part part, String whole, String brief) {
    Deque<Long> times = restarts.computeIfAbsent(part, key -> new ArrayDeque<>());
    long now = System.nanoTime();
    while (!times.isEmpty() && now - times.getFirst() > WITHIN.toNanos()) {
      times.removeFirst();
    }
    if (times.size() == MOST_RESTARTS && !part.isDispensable()) {
      givenUp.complete(
          "%s%nIt was started again %d times within %d minutes."
              .formatted(whole, MOST_RESTARTS, WITHIN.toMinutes()));
      return;
    }
    int doublings = Math.min(times.size(), MOST_DOUBLINGS);
    long pauseMillis = Math.min(firstPause.toMillis() << doublings, LONGEST_PAUSE.toMillis());
    times.addLast(now);
    news.accept(
        "The %s %s; it is started again in %d ms%s."
            .formatted(
                part.name(), brief, pauseMillis, part.isDispensable() ? ", bids go on" : ""));
    later(() -> restart(part), pauseMillis);
  }

  private void restart(Part part) {
    try {
      part.start().ifPresent(process -> watch(part, process));
      news.accept("The " + part.name() + " is running again.");
    } catch (RuntimeException e) {
      if (part.isDispensable()) {
        startAgain(part, e.getMessage(), "did not start");
      } else {
        givenUp.complete(e.getMessage());
      }
    }
  }

  private void later(Runnable task, long millis) {
    try {
      var unused = workers.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // As above.
    }
  }

  /**
   * Watches no more; waits for a restart that is under way, for it would leave a process behind.
   */
  @Override
  public void close() {
    workers.shutdownNow();
    try {
      boolean ended = workers.awaitTermination(1, TimeUnit.MINUTES);
      if (!ended) {
        news.accept("A restart is still under way.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
