package io.bidlock.pipelines.postgres;

import io.bidlock.pipelines.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;

/**
 * The statements that write rows of one table. Rows come as arrays, one a column in the columns'
 * order, which PostgreSQL puts side by side again: one round trip however many rows.
 */
final class TableSql {
  private final Table table;
  private final List<String> columns;
  private final List<String> besideKey;

  TableSql(Table table) {
    this.table = table;
    this.columns = table.columns().getFieldNames();
    this.besideKey = columns.stream().filter(column -> !table.key().contains(column)).toList();
  }

  /** Makes the rows of a parent that are missing; takes an array of keys. */
  static String stubs(Table parent) {
    String key = parent.key().get(0);
    return "INSERT INTO "
        + name(parent)
        + " ("
        + quote(key)
        + ") SELECT fresh."
        + quote(key)
        + " FROM "
        + fresh(List.of(parent.columns().getField(key)))
        + " ON CONFLICT DO NOTHING";
  }

  /**
   * Writes rows; takes an array a column. In a table whose rows grow no key may come twice. Affects
   * as many rows as were not there before in a table whose rows never change.
   */
  String write() {
    return "INSERT INTO "
        + name(table)
        + " AS stored ("
        + list(columns, TableSql::quote)
        + ") SELECT "
        + list(columns, column -> "fresh." + quote(column))
        + " FROM "
        + fresh(table.columns().getFields())
        + " ON CONFLICT ("
        + list(table.key(), TableSql::quote)
        + ") DO "
        + table.version().map(this::update).orElse("NOTHING");
  }

  private String update(String version) {
    if (besideKey.isEmpty()) {
      return "NOTHING";
    }
    String stored = "stored." + quote(version);
    return "UPDATE SET "
        + list(besideKey, column -> quote(column) + " = excluded." + quote(column))
        + " WHERE ("
        + stored
        + " IS NULL OR "
        + stored
        + " <= excluded."
        + quote(version)
        // A repeat would cost as much as a change.
        + ") AND "
        + differs("excluded");
  }

  /**
   * Records the rows that differ from what stands under their key, and tells the keys of those that
   * were not recorded before; takes an array a column.
   */
  String recordDivergence() {
    return "INSERT INTO quality.divergence (table_name, key, stored, refused) SELECT '"
        + table.toString().replace("'", "''")
        + "', jsonb_build_object("
        + list(table.key(), key -> "'" + key.replace("'", "''") + "', fresh." + quote(key))
        + "), to_jsonb(stored), to_jsonb(fresh) FROM "
        + fresh(table.columns().getFields())
        + " JOIN "
        + name(table)
        + " AS stored USING ("
        + list(table.key(), TableSql::quote)
        + ") WHERE "
        + differs("fresh")
        + " ON CONFLICT DO NOTHING RETURNING key::text";
  }

  /** Whether a stored row could differ from another one with its key. */
  boolean hasMoreThanItsKey() {
    return !besideKey.isEmpty();
  }

  /** Reads every row, in the order of the keys; texts by code point. */
  String readAll() {
    List<String> order = new ArrayList<>();
    for (String key : table.key()) {
      boolean text = ColumnType.of(table.columns().getField(key)) == ColumnType.TEXT;
      order.add(quote(key) + (text ? " COLLATE \"C\"" : ""));
    }
    return "SELECT "
        + list(columns, TableSql::quote)
        + " FROM "
        + name(table)
        + " ORDER BY "
        + String.join(", ", order);
  }

  private String differs(String other) {
    return "("
        + list(besideKey, column -> "stored." + quote(column))
        + ") IS DISTINCT FROM ("
        + list(besideKey, column -> other + "." + quote(column))
        + ")";
  }

  private static String fresh(List<Schema.Field> fields) {
    return fields.stream()
            .map(field -> "?::" + ColumnType.of(field).sqlName() + "[]")
            .collect(Collectors.joining(", ", "unnest(", ")"))
        + fields.stream()
            .map(field -> quote(field.getName()))
            .collect(Collectors.joining(", ", " AS fresh(", ")"));
  }

  private static String name(Table table) {
    return quote(table.layer()) + "." + quote(table.name());
  }

  private static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String list(List<String> names, Function<String, String> as) {
    return names.stream().map(as).collect(Collectors.joining(", "));
  }
}
