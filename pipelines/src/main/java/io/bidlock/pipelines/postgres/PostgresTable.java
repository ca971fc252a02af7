package io.bidlock.pipelines.postgres;

import io.bidlock.pipelines.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A whole table, as somebody sees it who compares two. */
public final class PostgresTable {
  private static final int ROWS_AT_ONCE = 1_000;

  private PostgresTable() {}

  /**
   * All rows as of now, in the order of their keys, texts by code point. They are read as they are
   * asked for; closing the stream ends the reading.
   *
   * @throws PostgresFailure when they cannot be read, here or from the stream
   */
  public static Stream<Row> read(PostgresSettings settings, Table table) {
    Cursor cursor = new Cursor(settings, table);
    return StreamSupport.stream(cursor, false).onClose(cursor::close);
  }

  private static final class Cursor extends Spliterators.AbstractSpliterator<Row>
      implements AutoCloseable {
    private final PostgresSettings settings;
    private final Table table;
    private final List<ColumnType> types;
    private @Nullable Connection connection;
    private @Nullable ResultSet rows;

    Cursor(PostgresSettings settings, Table table) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
      this.settings = settings;
      this.table = table;
      this.types = table.columns().getFields().stream().map(ColumnType::of).toList();
    }

    @Override
    public boolean tryAdvance(Consumer<? super Row> action) {
      Row row;
      try {
        if (rows == null) {
          rows = open();
        }
        if (!rows.next()) {
          close();
          return false;
        }
        row = row(rows);
      } catch (SQLException e) {
        close();
        throw new PostgresFailure(
            table + " in " + settings.address() + " cannot be read: " + SqlFailure.reason(e), e);
      }
      action.accept(row);
      return true;
    }

    private ResultSet open() throws SQLException {
      connection = settings.connect();
      // Closed with its connection.
      PreparedStatement select = connection.prepareStatement(new TableSql(table).readAll());
      select.setFetchSize(ROWS_AT_ONCE);
      return select.executeQuery();
    }

    private Row row(ResultSet rows) throws SQLException {
      List<@Nullable Object> values = new ArrayList<>(types.size());
      for (int column = 1; column <= types.size(); column++) {
        Object value = types.get(column - 1).read(rows, column);
        values.add(rows.wasNull() ? null : value);
      }
      return Row.withSchema(table.columns()).addValues(values).build();
    }

    @Override
    public void close() {
      if (connection != null) {
        try {
          connection.close();
        } catch (SQLException e) {
          throw new PostgresFailure("The reading of " + table + " did not end well", e);
        }
      }
    }
  }
}
