package io.bidlock.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Reads what a child prints until the end: into its log file, into a short tail for error messages,
 * and on the lookout for the line that says it is ready. Lines and tail are bounded.
 */
final class ChildOutput implements Runnable {

  private static final int TAIL_LINES = 60;
  private static final int LINE_CHARACTERS = 8192;

  private final InputStream printed;
  private final RollingLog log;
  private final Pattern readyPattern;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final ArrayDeque<String> tail = new ArrayDeque<>(TAIL_LINES);
  private boolean logBroken;

  ChildOutput(InputStream printed, RollingLog log, Pattern readyPattern) {
    this.printed = printed;
    this.log = log;
    this.readyPattern = readyPattern;
  }

  /** The first line that has the ready pattern in it; left open when none ever comes. */
  CompletableFuture<String> ready() {
    return ready;
  }

  /** The last lines printed, oldest first. */
  List<String> tail() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }

  @Override
  public void run() {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(printed, UTF_8));
        log) {
      StringBuilder line = new StringBuilder();
      int next;
      while ((next = reader.read()) >= 0) {
        if (next != '\n') {
          line.append((char) next);
        }
        if (next == '\n' || line.length() >= LINE_CHARACTERS) {
          take(line.toString().stripTrailing(), reader.ready());
          line.setLength(0);
        }
      }
      if (line.length() > 0) {
        take(line.toString().stripTrailing(), false);
      }
    } catch (IOException e) {
      remember("(the output could not be read any further: " + e.getMessage() + ")");
    }
  }

  private void take(String line, boolean moreIsWaiting) {
    remember(line);
    write(line, moreIsWaiting);
    if (!ready.isDone() && readyPattern.matcher(line).find()) {
      ready.complete(line);
    }
  }

  private void remember(String line) {
    synchronized (tail) {
      if (tail.size() == TAIL_LINES) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }

  private void write(String line, boolean moreIsWaiting) {
    if (logBroken) {
      return;
    }
    try {
      log.append(line);
      if (!moreIsWaiting) {
        log.flush();
      }
    } catch (IOException e) {
      // A full disk must not stop the reading: a child whose pipe is full stands still.
      logBroken = true;
      remember("(the log file is written no further: " + e.getMessage() + ")");
    }
  }
}
