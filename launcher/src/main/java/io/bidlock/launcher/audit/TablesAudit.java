package io.bidlock.launcher.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts silver and gold against the log. */
public final class TablesAudit {
  private TablesAudit() {}

  /**
   * Counts once.
   *
   * @param bidsInLog bids that the log holds and that can be read, trials of the house among them
   * @throws IllegalStateException when PostgreSQL does not answer
   */
  public static TablesReport of(String jdbcUrl, long bidsInLog) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      long all = number(statement, "SELECT count(*) FROM silver.bids");
      long ofItems = bidsOnItems(statement);
      long gold = bidsInGold(statement);
      return new TablesReport(
          all,
          gold,
          Math.abs(bidsInLog - all) + Math.abs(ofItems - gold),
          number(statement, "SELECT count(*) FROM quality.divergence"),
          number(statement, "SELECT count(*) FROM quality.rejected_rows"));
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL cannot be asked: " + e.getMessage(), e);
    }
  }

  /** Bids in silver that are on items; gold counts no others. */
  public static long bidsOnItems(Statement statement) throws SQLException {
    return number(statement, "SELECT count(*) FROM silver.bids WHERE item_seq IS NOT NULL");
  }

  /** Bids that gold counts. */
  public static long bidsInGold(Statement statement) throws SQLException {
    return number(statement, "SELECT coalesce(sum(bids), 0) FROM gold.hourly_activity");
  }

  private static long number(Statement statement, String question) throws SQLException {
    try (ResultSet result = statement.executeQuery(question)) {
      result.next();
      return result.getLong(1);
    }
  }
}
