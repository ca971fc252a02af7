package io.bidlock.launcher.query;

import io.bidlock.launcher.bronze.BronzeFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A topic of bronze as a query that people can read: key and value as text, each record once.
 *
 * <p>Files may hold the same records where the spans of offsets overlap that their names tell
 * ({@code docs/medallion.md}, "Bronze"). Where none do, as in most folders, nothing is compared.
 */
final class BronzeView {
  /** What both kinds of file have come to below. */
  private static final String COLUMNS =
      """
      era, "partition" AS log_partition, "offset" AS log_offset,
      nullif("timestamp", to_timestamp(-0.001)) AS logged_at,
      coalesce(try(decode(key)), key::VARCHAR) AS key,
      coalesce(try(decode(value)), value::VARCHAR) AS value,
      list_transform(headers, lambda h: h.name || ': ' || coalesce(h.value::VARCHAR, '')) AS headers,
      "date"::DATE AS day
      """;

  private static final String JSON_COLUMNS =
      "{topic: 'VARCHAR', era: 'INTEGER', \"partition\": 'INTEGER', \"offset\": 'BIGINT',"
          + " \"timestamp\": 'BIGINT', key: 'VARCHAR', value: 'VARCHAR',"
          + " headers: 'STRUCT(name VARCHAR, value VARCHAR)[]'}";

  private BronzeView() {}

  /** A file and the folder that it lies in. */
  private record Placed(Path folder, BronzeFileName file) {
    /** Where its offsets count. */
    String place() {
      return folder + " " + file.log();
    }
  }

  /**
   * The query over a topic's folder.
   *
   * @param folder {@code …/topic=auction.bids}
   * @return empty where it holds no files of bronze
   */
  static String query(Path folder) throws IOException {
    List<Placed> files = files(folder);
    List<String> sources = new ArrayList<>();
    if (files.stream().anyMatch(placed -> placed.file().extension().equals("parquet"))) {
      sources.add(parquet(folder));
    }
    if (files.stream().anyMatch(placed -> placed.file().extension().equals("jsonl"))) {
      sources.add(json(folder));
    }
    String all = String.join("\nUNION ALL\n", sources);
    return overlap(files)
        ? "SELECT DISTINCT ON (era, log_partition, log_offset) * FROM (" + all + ")"
        : all;
  }

  private static List<Placed> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .flatMap(
              path -> BronzeFileName.of(path).map(it -> new Placed(path.getParent(), it)).stream())
          .sorted(Comparator.comparingLong(placed -> placed.file().first()))
          .toList();
    }
  }

  private static String parquet(Path folder) {
    return "SELECT %s FROM read_parquet(%s, hive_partitioning = true, hive_types_autocast = false)"
        .formatted(COLUMNS, Quoted.text(folder + "/**/part-*.parquet"));
  }

  private static String json(Path folder) {
    return """
    SELECT %s FROM (
      SELECT * REPLACE (
        to_timestamp("timestamp" / 1000) AS "timestamp",
        from_base64(key) AS key, from_base64(value) AS value,
        list_transform(headers, lambda h: {name: h.name, value: from_base64(h.value)}) AS headers)
      FROM read_json(%s, format = 'newline_delimited', columns = %s,
        hive_partitioning = true, hive_types_autocast = false))
    """
        .formatted(COLUMNS, Quoted.text(folder + "/**/part-*.jsonl"), JSON_COLUMNS);
  }

  /**
   * @param files by their first offsets
   */
  private static boolean overlap(List<Placed> files) {
    Map<String, Long> lastOf = new HashMap<>();
    for (Placed placed : files) {
      Long last = lastOf.get(placed.place());
      if (last != null && placed.file().first() <= last) {
        return true;
      }
      lastOf.merge(placed.place(), placed.file().last(), Math::max);
    }
    return false;
  }
}
