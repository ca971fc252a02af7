package io.bidlock.clusters.flink;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.pipelines.testing.AuctionTopics;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A log that is being written, at a steady pace: 250 records a second. */
final class Bidding implements AutoCloseable {
  private static final long EVERY_MILLIS = 20;
  private static final int AT_ONCE = 5;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final AuctionTopics topics;
  private final Iterator<LogRecord> records;

  private Bidding(AuctionTopics topics, List<LogRecord> records) {
    this.topics = topics;
    this.records = records.iterator();
    var unused = clock.scheduleAtFixedRate(this::append, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Begins to write these and returns at once. */
  static Bidding of(AuctionTopics topics, List<LogRecord> records) {
    return new Bidding(topics, records);
  }

  private void append() {
    for (int count = 0; count < AT_ONCE && records.hasNext(); count++) {
      topics.append(records.next());
    }
    if (!records.hasNext() && !end.isDone()) {
      topics.flush();
      end.complete(null);
    }
  }

  /** Whether all of it is written. */
  boolean isOver() {
    return end.isDone();
  }

  /** Until all of it is written. */
  void awaitEnd(Duration atMost) {
    end.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
