package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.runner.JobProgress;
import io.bidlock.pipelines.runner.JobProgress.Step;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a batch job is that runs in this process: a bar on a terminal, a line now and then
 * elsewhere.
 */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final int PLAIN_EVERY = 10;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final long sinceNanos = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress-bar");
            thread.setDaemon(true);
            return thread;
          });
  private final long records;
  private final PrintStream out;
  private final boolean live;
  private int seconds;

  /**
   * Begins to show it.
   *
   * @param records that there are to read, at most
   * @param live whether lines can be drawn again
   */
  ProgressBar(long records, PrintStream out, boolean live) {
    this.records = records;
    this.out = out;
    this.live = live;
    var unused = clock.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
  }

  private synchronized void show() {
    if (live) {
      out.print(CLEAR_LINE + line());
      out.flush();
    } else if (++seconds % PLAIN_EVERY == 0) {
      out.println(line());
    }
  }

  private String line() {
    return line(
        records,
        JobProgress.of(Step.READ),
        JobProgress.of(Step.DECIDED),
        JobProgress.of(Step.WRITTEN),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos));
  }

  /** Reading is one half, deciding the other; how many rows there will be is not known before. */
  static String line(long records, long read, long decided, long rows, long seconds) {
    long whole = Math.max(1, 2 * records);
    long done = Math.min(whole, read + Math.min(records, decided));
    int filled = (int) (WIDTH * done / whole);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %,d of %,d records, %,d rulings, %,d rows, %d s",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        100 * done / whole,
        read,
        records,
        decided,
        rows,
        seconds);
  }

  /** Whatever became of it, the last state stays on the screen. */
  @Override
  public synchronized void close() {
    clock.shutdownNow();
    out.println((live ? CLEAR_LINE : "") + line());
  }
}
