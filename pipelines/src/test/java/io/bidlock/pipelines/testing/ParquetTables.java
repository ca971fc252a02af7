package io.bidlock.pipelines.testing;

import io.bidlock.pipelines.table.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Tables in Parquet files, as DuckDB reads them. */
public final class ParquetTables {
  private ParquetTables() {}

  /** All rows of a table under a directory. */
  public static List<Row> read(Path directory, Table table) throws SQLException {
    String question =
        "SELECT %s FROM read_parquet('%s/%s/**/*.parquet', hive_partitioning = false)"
            .formatted(String.join(", ", table.columns().getFieldNames()), directory, table.name());
    List<Row> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      while (answer.next()) {
        List<Object> values = new ArrayList<>();
        for (int column = 1; column <= table.columns().getFieldCount(); column++) {
          values.add(value(answer, column));
        }
        rows.add(Row.withSchema(table.columns()).addValues(values).build());
      }
    }
    return rows;
  }

  private static Object value(ResultSet answer, int column) throws SQLException {
    Object value = answer.getObject(column);
    if (value instanceof OffsetDateTime time) {
      return new Instant(time.toInstant().toEpochMilli());
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    return value;
  }
}
