package io.bidlock.launcher.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts bronze by the names of its files, which tell the offsets that each spans. */
public final class BronzeAudit {
  private static final Pattern NAME =
      Pattern.compile("part-(\\d+)-(\\d+)-(\\d{19})-(\\d{19})-[0-9a-f]+\\.(parquet|jsonl)");

  private BronzeAudit() {}

  /**
   * How many offsets of a topic the files span, each counted once.
   *
   * @param bronze a directory, which need not be there yet
   */
  public static long records(Path bronze, String topic) {
    Map<String, TreeMap<Long, Long>> spans = new TreeMap<>();
    try (Stream<Path> files = Files.walk(bronze.resolve("topic=" + topic))) {
      files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .forEach(
              name ->
                  spans
                      .computeIfAbsent(name.group(1) + "-" + name.group(2), key -> new TreeMap<>())
                      .merge(
                          Long.parseLong(name.group(3)), Long.parseLong(name.group(4)), Math::max));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(bronze + " cannot be listed", e);
    }
    return spans.values().stream().mapToLong(BronzeAudit::length).sum();
  }

  /** Of the union of spans, given by first and last offset. */
  private static long length(TreeMap<Long, Long> spans) {
    long length = 0;
    long reached = -1;
    for (Map.Entry<Long, Long> span : spans.entrySet()) {
      long first = Math.max(span.getKey(), reached + 1);
      length += Math.max(0, span.getValue() - first + 1);
      reached = Math.max(reached, span.getValue());
    }
    return length;
  }
}
