package io.bidlock.pipelines.postgres;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Rows turned into columns, as a statement of {@link TableSql} takes them. */
final class RowArrays {
  private RowArrays() {}

  /** Sets a statement's parameters, one a column of the rows. */
  static void set(PreparedStatement statement, Schema columns, List<Row> rows) throws SQLException {
    for (int column = 0; column < columns.getFieldCount(); column++) {
      int index = column;
      set(
          statement,
          column + 1,
          columns.getField(column),
          rows.stream().map(row -> row.getValue(index)).toList());
    }
  }

  /** Sets one parameter to the values of one column. */
  static void set(
      PreparedStatement statement, int parameter, Schema.Field column, Collection<?> values)
      throws SQLException {
    ColumnType type = ColumnType.of(column);
    Object[] elements = (Object[]) Array.newInstance(type.elementClass(), values.size());
    int index = 0;
    for (Object value : values) {
      elements[index++] = value == null ? null : type.element(value);
    }
    Connection connection = statement.getConnection();
    statement.setArray(parameter, connection.createArrayOf(type.sqlName(), elements));
  }
}
