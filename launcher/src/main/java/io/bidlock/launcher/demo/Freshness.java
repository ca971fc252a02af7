package io.bidlock.launcher.demo;

import io.bidlock.auction.log.Position;
import io.bidlock.launcher.audit.TablesAudit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long after its answer a bid is in silver, and counted in gold. Looks for the bid that was
 * answered last, again and again, each time until it is there.
 *
 * <p>Gold counts a bid once it counts as many as silver had when that bid was there.
 */
final class Freshness implements AutoCloseable {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final long PAUSE_MILLIS = 10;
  private static final long RETRY_MILLIS = 500;
  private static final long CLOSE_MILLIS = 5_000;

  private static final String IN_SILVER =
      "SELECT 1 FROM silver.bids WHERE era = ? AND log_partition = ? AND log_offset = ?";

  /**
   * A bid that somebody was told is decided.
   *
   * @param warm whether it came after the warm-up
   * @param answeredNanos by {@link System#nanoTime}
   */
  record Answered(Position position, boolean warm, long answeredNanos) {}

  private final String jdbcUrl;
  private final Supplier<Optional<Answered>> latest;
  private final Histogram silver = new ConcurrentHistogram(LONGEST_MICROS, 2);
  private final Histogram gold = new ConcurrentHistogram(LONGEST_MICROS, 2);
  private final Thread silverWatch = new Thread(() -> watch(this::lookInSilver), "silver-watch");
  private final Thread goldWatch = new Thread(() -> watch(this::lookInGold), "gold-watch");
  private volatile boolean closed;

  /**
   * @param latest the bid that was answered last
   */
  Freshness(String jdbcUrl, Supplier<Optional<Answered>> latest) {
    this.jdbcUrl = jdbcUrl;
    this.latest = latest;
  }

  void begin() {
    silverWatch.setDaemon(true);
    goldWatch.setDaemon(true);
    silverWatch.start();
    goldWatch.start();
  }

  /** From an answer until the bid is in silver, in microseconds, after the warm-up. */
  Histogram silverMicros() {
    return silver.copy();
  }

  /** From an answer until the bid is counted in gold, in microseconds, after the warm-up. */
  Histogram goldMicros() {
    return gold.copy();
  }

  private interface Look {
    void look(Connection connection, Answered bid) throws SQLException, InterruptedException;
  }

  private void watch(Look look) {
    while (!closed) {
      try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
        while (!closed) {
          Optional<Answered> bid = latest.get();
          if (bid.isPresent()) {
            look.look(connection, bid.get());
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      } catch (SQLException e) {
        // PostgreSQL may be away: then what is being looked for is not there yet.
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void lookInSilver(Connection connection, Answered bid)
      throws SQLException, InterruptedException {
    if (awaitInSilver(connection, bid)) {
      note(silver, bid);
    }
  }

  private void lookInGold(Connection connection, Answered bid)
      throws SQLException, InterruptedException {
    if (!awaitInSilver(connection, bid)) {
      return;
    }
    try (Statement question = connection.createStatement()) {
      long counted = TablesAudit.bidsOnItems(question);
      while (!closed) {
        if (TablesAudit.bidsInGold(question) >= counted) {
          note(gold, bid);
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private boolean awaitInSilver(Connection connection, Answered bid)
      throws SQLException, InterruptedException {
    try (PreparedStatement question = connection.prepareStatement(IN_SILVER)) {
      question.setInt(1, bid.position().era());
      question.setInt(2, bid.position().partition());
      question.setLong(3, bid.position().offset());
      while (!closed) {
        try (ResultSet found = question.executeQuery()) {
          if (found.next()) {
            return true;
          }
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return false;
  }

  private static void note(Histogram histogram, Answered bid) {
    if (bid.warm()) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - bid.answeredNanos());
      histogram.recordValue(Math.min(LONGEST_MICROS, micros));
    }
  }

  private void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      silverWatch.join(CLOSE_MILLIS);
      goldWatch.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
