package io.bidlock.launcher.quality;

import io.bidlock.launcher.query.Quoted;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.UsageFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the results of the last run, from PostgreSQL or from Parquet files. */
final class LastRun {
  private static final String DATABASE = "jdbc:";

  /** SQLSTATE: the database knows no such table. */
  private static final String UNDEFINED_TABLE = "42P01";

  private static final String QUESTION =
      """
      SELECT run_at, mode, layer, expectation, rule, severity, threshold, checked, failed, held,
        example
      FROM %1$s
      WHERE run_at = (SELECT max(run_at) FROM %1$s)
      ORDER BY held, severity, layer, expectation
      """;

  private LastRun() {}

  /**
   * @param silver {@code jdbc:postgresql:…}, or a directory
   * @return what did not hold first
   * @throws CommandFailure when there is none, or it cannot be read
   */
  static List<Result> read(String silver) {
    boolean database = silver.startsWith(DATABASE);
    String table = database ? "quality.results" : files(silver);
    List<Result> results = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database ? silver : "jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUESTION.formatted(table))) {
      while (rows.next()) {
        results.add(result(rows));
      }
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        throw nothing(silver);
      }
      throw new CommandFailure("The results cannot be read: " + e.getMessage(), e);
    }
    if (results.isEmpty()) {
      throw nothing(silver);
    }
    return results;
  }

  private static String files(String silver) {
    Path results = Path.of(silver, "quality", "results");
    if (silver.matches("(s3|gs):.*")) {
      throw new UsageFailure("--silver: " + silver + " is neither PostgreSQL nor a directory here");
    }
    if (!Files.isDirectory(results)) {
      throw nothing(silver);
    }
    return "read_parquet(%s, hive_partitioning = false)"
        .formatted(Quoted.text(results + "/**/*.parquet"));
  }

  private static CommandFailure nothing(String silver) {
    int password = silver.indexOf('?');
    return new CommandFailure(
        "There are no results of quality checks in %s; the medallion job writes them beside silver. --silver says where that is."
            .formatted(password < 0 ? silver : silver.substring(0, password)));
  }

  private static Result result(ResultSet row) throws SQLException {
    return new Result(
        row.getObject("run_at", OffsetDateTime.class).toInstant().toString(),
        row.getString("mode"),
        row.getString("layer"),
        row.getString("expectation"),
        row.getString("rule"),
        row.getString("severity").equals("CRITICAL"),
        row.getBigDecimal("threshold").stripTrailingZeros(),
        row.getLong("checked"),
        row.getLong("failed"),
        row.getBoolean("held"),
        Optional.ofNullable(row.getString("example")));
  }
}
