package io.bidlock.pipelines.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Which PostgreSQL, and how to use it.
 *
 * @param url as {@code jdbc:postgresql://host:5432/bidlock}; user and password may stand in it
 * @param user where the URL names none; empty for none
 * @param password where the URL has none; empty for none
 * @param patienceMillis how long rows wait for a PostgreSQL that does not answer
 * @param timeoutMillis how long one statement may take
 * @param batchRows how many rows are written at once, at most
 */
public record PostgresSettings(
    String url,
    String user,
    String password,
    long patienceMillis,
    long timeoutMillis,
    int batchRows)
    implements Serializable {
  private static final long serialVersionUID = 2L;

  private static final String SCHEME = "jdbc:postgresql:";
  private static final int CONNECT_SECONDS = 10;
  private static final long SOCKET_GRACE_SECONDS = 10;

  public PostgresSettings {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "PostgreSQL's URL begins with " + SCHEME + "//, as " + SCHEME + "//host:5432/bidlock");
    }
    if (patienceMillis < 0 || timeoutMillis < 1 || batchRows < 1) {
      throw new IllegalArgumentException(
          "patience, some time for a statement and some rows at once wanted, not "
              + patienceMillis
              + ", "
              + timeoutMillis
              + ", "
              + batchRows);
    }
  }

  /** Ten minutes of patience, one minute a statement, 2,000 rows at once. */
  public static PostgresSettings of(String url) {
    return new PostgresSettings(url, "", "", 600_000, 60_000, 2_000);
  }

  /**
   * As a job's options say.
   *
   * @throws IllegalArgumentException when they name no PostgreSQL
   */
  public static PostgresSettings of(PostgresOptions options) {
    return of(options.getPostgresUrl(), options);
  }

  /** As a job's options say, but for the address. */
  public static PostgresSettings of(String url, PostgresOptions options) {
    return new PostgresSettings(
        url,
        options.getPostgresUser(),
        options.getPostgresPassword(),
        options.getPostgresPatienceMillis(),
        options.getPostgresTimeoutMillis(),
        options.getPostgresBatchRows());
  }

  public PostgresSettings withPatienceMillis(long value) {
    return new PostgresSettings(url, user, password, value, timeoutMillis, batchRows);
  }

  public PostgresSettings withTimeoutMillis(long value) {
    return new PostgresSettings(url, user, password, patienceMillis, value, batchRows);
  }

  public PostgresSettings withBatchRows(int value) {
    return new PostgresSettings(url, user, password, patienceMillis, timeoutMillis, value);
  }

  /** For messages: the URL without what follows its question mark, which may be a password. */
  public String address() {
    int mark = url.indexOf('?');
    return mark < 0 ? url : url.substring(0, mark);
  }

  /** The address alone: settings are printed here and there, and passwords should not be. */
  @Override
  public String toString() {
    return address();
  }

  /**
   * A new connection: transactions that are read committed and end by commit, times in UTC.
   *
   * @throws SQLException when PostgreSQL does not answer, or does not let this user in
   */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      PGProperty.USER.set(properties, user);
    }
    if (!password.isEmpty()) {
      PGProperty.PASSWORD.set(properties, password);
    }
    PGProperty.APPLICATION_NAME.set(properties, "bidlock");
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
    // The server ends a statement that takes too long. This is for one that is not there any more.
    PGProperty.SOCKET_TIMEOUT.set(
        properties, Math.toIntExact(timeoutMillis / 1_000 + SOCKET_GRACE_SECONDS));
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // Not by way of DriverManager, which does not see the drivers of a cluster's user code.
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException(
          address() + " is not a URL that PostgreSQL's driver can read", "08001");
    }
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try (Statement statement = connection.createStatement()) {
        statement.execute(session());
      }
      connection.commit();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private String session() {
    return "SET TIME ZONE 'UTC';"
        + "SET statement_timeout = "
        + timeoutMillis
        + ";SET lock_timeout = "
        + timeoutMillis
        // Whoever has gone away in the middle keeps nobody else waiting.
        + ";SET idle_in_transaction_session_timeout = "
        + timeoutMillis
        // A plan made while a table was empty would still be used when it is not.
        + ";SET plan_cache_mode = force_custom_plan";
  }
}
