package io.bidlock.launcher.demo;

import io.bidlock.launcher.sending.RestReader;
import io.bidlock.launcher.terminal.Terminal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Shows how the demo stands: a table each second on a terminal, a line every five elsewhere. */
final class Scoreboard implements AutoCloseable {
  private static final int ROWS = 10;
  private static final int ENDED_ROWS = 3;
  private static final int PLAIN_EVERY = 5;

  private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor();
  private final Terminal terminal;
  private final Ledger ledger;
  private final Optional<Freshness> freshness;
  private final RestReader reader;
  private final List<String> itemIds;
  private final Instant start;
  private final Duration warmUp;
  private final Duration whole;
  private final Map<String, Long> bidsBefore = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Deque<String> lastEnded = new ArrayDeque<>();
  private int paintings;

  Scoreboard(
      Terminal terminal,
      Ledger ledger,
      Optional<Freshness> freshness,
      URI house,
      List<String> itemIds,
      Instant start,
      Duration warmUp,
      Duration whole) {
    this.terminal = terminal;
    this.ledger = ledger;
    this.freshness = freshness;
    this.reader = new RestReader(house);
    this.itemIds = itemIds;
    this.start = start;
    this.warmUp = warmUp;
    this.whole = whole;
  }

  void begin() {
    var unused = painter.scheduleWithFixedDelay(this::paintSafely, 1, 1, TimeUnit.SECONDS);
  }

  private void paintSafely() {
    try {
      paint();
    } catch (RuntimeException e) {
      // A board that cannot be painted must not stop the auctions; one that is taken down while it
      // is painted is no news.
      if (!painter.isShutdown()) {
        terminal.say("The table could not be drawn: " + e.getMessage());
      }
    }
  }

  private void paint() {
    Instant now = Instant.now();
    if (terminal.isLive()) {
      List<String> lines = new ArrayList<>(heading(now));
      lines.add("");
      lines.add(Row.HEADING);
      List<String> running = new ArrayList<>();
      for (String item : hottest()) {
        reader
            .item(item)
            .filter(reply -> reply.status() == 200)
            .map(reply -> Row.of(item, reply, ledger.bidsOn(item), now))
            .ifPresent(
                row -> {
                  if (row.over()) {
                    ended(item, row.text());
                  } else {
                    running.add(row.text());
                  }
                });
      }
      running.stream().limit(ROWS - lastEnded.size()).forEach(lines::add);
      lines.addAll(lastEnded);
      terminal.show(lines);
    } else if (paintings++ % PLAIN_EVERY == 0) {
      terminal.say(String.join("  ", heading(now)));
    }
  }

  private List<String> heading(Instant now) {
    Duration gone = Duration.between(start, now);
    Histogram micros = ledger.warmMicros();
    String phase =
        gone.compareTo(warmUp) < 0
            ? "warming up"
            : gone.compareTo(whole) < 0 ? "measuring" : "waiting for the closes";
    String latency =
        micros.getTotalCount() == 0
            ? "POST to answer -"
            : "POST to answer p50 %s p99 %s"
                .formatted(
                    millis(micros.getValueAtPercentile(50)),
                    millis(micros.getValueAtPercentile(99)));
    List<String> lines = new ArrayList<>();
    lines.add("%s of %s, %s".formatted(Row.clock(gone), Row.clock(whole), phase));
    lines.addAll(ledger.bids().lines());
    lines.add(latency);
    freshness.ifPresent(
        behind ->
            lines.add(
                "answer to silver %s, to gold %s"
                    .formatted(p99(behind.silverMicros()), p99(behind.goldMicros()))));
    return lines;
  }

  private static String p99(Histogram micros) {
    return micros.getTotalCount() == 0 ? "-" : "p99 " + millis(micros.getValueAtPercentile(99));
  }

  /** The items with most bids since the last painting. */
  private List<String> hottest() {
    Map<String, Long> lately = new HashMap<>();
    for (String item : itemIds) {
      long bids = ledger.bidsOn(item);
      Long before = bidsBefore.put(item, bids);
      if (!ended.contains(item) && bids > 0) {
        lately.put(item, bids - (before == null ? 0 : before));
      }
    }
    return lately.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(ROWS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** It stays in the table for a while, for people to see how it ended. */
  private void ended(String item, String row) {
    ended.add(item);
    lastEnded.addFirst(row);
    if (lastEnded.size() > ENDED_ROWS) {
      lastEnded.removeLast();
    }
  }

  static String millis(long micros) {
    return "%.1f ms".formatted(micros / 1000.0);
  }

  @Override
  public void close() {
    painter.shutdownNow();
    try {
      boolean done = painter.awaitTermination(10, TimeUnit.SECONDS);
      if (!done) {
        terminal.say("The table is still being drawn.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
    terminal.show(List.of());
  }
}
