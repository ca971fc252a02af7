package io.bidlock.launcher.audit;

import io.bidlock.launcher.bronze.BronzeFileName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts bronze by the names of its files, which tell the offsets that each spans. */
public final class BronzeAudit {
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
          .map(BronzeFileName::of)
          .flatMap(Optional::stream)
          .forEach(
              name ->
                  spans
                      .computeIfAbsent(name.log(), key -> new TreeMap<>())
                      .merge(name.first(), name.last(), Math::max));
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
