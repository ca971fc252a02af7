package io.bidlock.pipelines.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.values.Row;

/** What rows come to in a table, as it should keep them. */
public final class Tables {
  private Tables() {}

  /**
   * The rows that a table holds once all of these were written, by their key, each as a list of
   * values that can be compared: decimals without trailing zeros.
   */
  public static Map<String, List<Object>> kept(Table table, Collection<Row> written) {
    Map<String, Row> rows = new TreeMap<>();
    for (Row row : written) {
      Row before = rows.get(key(table, row));
      if (before == null) {
        rows.put(key(table, row), row);
      } else if (table.version().isPresent()) {
        String version = table.version().get();
        long old = before.getInt64(version);
        if (row.getInt64(version) >= old) {
          rows.put(key(table, row), row);
        }
      } else {
        assertThat(comparable(row))
            .as("%s %s", table, key(table, row))
            .isEqualTo(comparable(before));
      }
    }
    Map<String, List<Object>> kept = new TreeMap<>();
    rows.forEach((key, row) -> kept.put(key, comparable(row)));
    return kept;
  }

  /** Each closed item's close hash, of rows of {@code silver.items}. */
  public static Map<String, String> closeHashes(Collection<Row> items) {
    Map<String, String> hashes = new TreeMap<>();
    for (Row item : items) {
      if (item.getString("close_hash") != null) {
        hashes.put(item.getString("item_id"), item.getString("close_hash"));
      }
    }
    return hashes;
  }

  private static String key(Table table, Row row) {
    List<String> parts = new ArrayList<>();
    table.key().forEach(column -> parts.add(String.valueOf((Object) row.getValue(column))));
    return String.join("/", parts);
  }

  private static List<Object> comparable(Row row) {
    List<Object> values = new ArrayList<>();
    for (Object value : row.getValues()) {
      values.add(value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value);
    }
    return values;
  }
}
