package io.bidlock.pipelines.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, opened when it is first used and again after it was lost. What is done in it is
 * repeated until it succeeds, for as long as the patience lasts. Not thread-safe.
 */
final class PostgresSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSession.class);
  private static final FluentBackoff PAUSES =
      FluentBackoff.DEFAULT
          .withExponent(2)
          .withInitialBackoff(Duration.millis(100))
          .withMaxBackoff(Duration.standardSeconds(10));
  private static final long TELL_EVERY_NANOS = Duration.standardSeconds(30).getMillis() * 1_000_000;

  /** Something done in a transaction, which may be done several times. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private final Counter retries = Metrics.counter(WriteRows.class, "postgres-retries");
  private final PostgresSettings settings;
  private @Nullable Connection connection;

  PostgresSession(PostgresSettings settings) {
    this.settings = settings;
  }

  /**
   * Does the work and commits it.
   *
   * @return what the work that was committed returned
   * @throws SQLException when a row is to blame; nothing is done then
   * @throws PostgresUnavailable when PostgreSQL stays away
   * @throws PostgresFailure when neither a row nor time is to blame
   */
  <T> T transact(Work<T> work) throws SQLException, InterruptedException {
    Wait wait = null;
    while (true) {
      try {
        T result = attempt(work);
        if (wait != null) {
          wait.over();
        }
        return result;
      } catch (SQLException e) {
        SqlFailure failure = SqlFailure.of(e);
        if (failure == SqlFailure.ROW) {
          undo();
          throw e;
        }
        if (failure == SqlFailure.FATAL) {
          close();
          throw new PostgresFailure(
              settings.address()
                  + " refuses: "
                  + SqlFailure.reason(e)
                  + " ("
                  + SqlFailure.state(e)
                  + ")",
              e);
        }
        if (failure == SqlFailure.COLLISION) {
          undo();
        } else {
          close();
        }
        retries.inc();
        if (wait == null) {
          wait = new Wait();
        }
        wait.after(e);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  private <T> T attempt(Work<T> work) throws SQLException {
    if (connection == null) {
      connection = settings.connect();
    }
    T result = work.in(connection);
    connection.commit();
    return result;
  }

  private void undo() {
    if (connection == null) {
      return;
    }
    try {
      connection.rollback();
    } catch (SQLException e) {
      close();
    }
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection that is given up did not close", e);
    }
    connection = null;
  }

  /** The time from the first failure to the first success. */
  private final class Wait {
    private final long startNanos = System.nanoTime();
    private final BackOff pauses = PAUSES.backoff();
    private boolean told;
    private long toldAtNanos;

    void after(SQLException e) throws InterruptedException {
      long nowNanos = System.nanoTime();
      long waitedMillis = (nowNanos - startNanos) / 1_000_000;
      if (waitedMillis >= settings.patienceMillis()) {
        throw new PostgresUnavailable(
            settings.address()
                + " did not take rows for "
                + waitedMillis
                + " ms, at last: "
                + SqlFailure.reason(e),
            e);
      }
      if (!told || nowNanos - toldAtNanos > TELL_EVERY_NANOS) {
        told = true;
        toldAtNanos = nowNanos;
        LOG.warn("{}: {}. Rows wait.", settings.address(), SqlFailure.reason(e));
      }
      Thread.sleep(Math.min(pauses.nextBackOffMillis(), settings.patienceMillis() - waitedMillis));
    }

    void over() {
      LOG.info("{} takes rows again", settings.address());
    }
  }
}
