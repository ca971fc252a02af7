package io.bidlock.launcher.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A topic of bronze as a query that people can read: key and value as text, each record once.
 *
 * <p>Files may hold the same records where the spans of offsets overlap that their names tell
 * ({@code docs/medallion.md}, "Bronze"). Where none do, as in most folders, nothing is compared.
 */
final class BronzeView {
  private static final Pattern FILE =
      Pattern.compile("part-(\\d+)-(\\d+)-(\\d{19})-(\\d{19})-[0-9a-f]{16}\\.(parquet|jsonl)");

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

  /** One file's span within its folder. */
  private record Span(String place, long first, long last) {}

  /**
   * The query over a topic's folder.
   *
   * @param folder {@code …/topic=auction.bids}
   * @return empty where it holds no files of bronze
   */
  static String query(Path folder) throws IOException {
    List<Span> spans = new ArrayList<>();
    boolean parquet = false;
    boolean json = false;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          parquet |= name.group(5).equals("parquet");
          json |= name.group(5).equals("jsonl");
          spans.add(
              new Span(
                  file.getParent() + " " + name.group(1) + " " + name.group(2),
                  Long.parseLong(name.group(3)),
                  Long.parseLong(name.group(4))));
        }
      }
    }
    List<String> sources = new ArrayList<>();
    if (parquet) {
      sources.add(parquet(folder));
    }
    if (json) {
      sources.add(json(folder));
    }
    String all = String.join("\nUNION ALL\n", sources);
    return overlap(spans)
        ? "SELECT DISTINCT ON (era, log_partition, log_offset) * FROM (" + all + ")"
        : all;
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

  private static boolean overlap(List<Span> spans) {
    spans.sort(Comparator.comparingLong(Span::first));
    Map<String, Long> lastOf = new HashMap<>();
    for (Span span : spans) {
      Long last = lastOf.get(span.place());
      if (last != null && span.first() <= last) {
        return true;
      }
      lastOf.merge(span.place(), span.last(), Math::max);
    }
    return false;
  }
}
