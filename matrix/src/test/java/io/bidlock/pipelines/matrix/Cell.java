package io.bidlock.pipelines.matrix;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What came out of one job on one runner.
 *
 * @param equal closed items whose close hash is the plain Arbiter's
 * @param differing items whose close hash is another, is missing, or should not be there
 * @param rest what else differs: rulings of arbitration, rows of gold; nothing if not compared
 * @param seconds from the start of its JVM on
 * @param note what is special about it, or by which sentence it refuses
 */
record Cell(
    Engine engine,
    String job,
    long equal,
    long differing,
    OptionalLong rest,
    double seconds,
    String note) {

  /** A job that says that it cannot be. */
  static Cell refused(Engine engine, String job, double seconds, String sentence) {
    return new Cell(engine, job, 0, 0, OptionalLong.empty(), seconds, "refused: " + sentence);
  }

  /** Compares close hashes by item. */
  static Cell of(
      Engine engine,
      String job,
      Map<String, String> wanted,
      Map<String, String> found,
      OptionalLong rest,
      double seconds,
      String note) {
    return new Cell(
        engine,
        job,
        wanted.size() - missing(wanted, found),
        differences(wanted, found),
        rest,
        seconds,
        note);
  }

  /** How many keys only one side has, or stand for something else on each. */
  static <K, V> long differences(Map<K, V> wanted, Map<K, V> found) {
    return missing(wanted, found)
        + found.keySet().stream().filter(key -> !wanted.containsKey(key)).count();
  }

  private static <K, V> long missing(Map<K, V> wanted, Map<K, V> found) {
    return wanted.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
        .count();
  }

  /** All of them, in Markdown. */
  static String table(Collection<Cell> cells) {
    String head =
        """
        | runner | pipeline, mode | equal items | differing items | rulings or rows of gold differing | seconds | |
        |---|---|---|---|---|---|---|
        """;
    return head + String.join("", cells.stream().map(Cell::line).toList());
  }

  private String line() {
    String compared = rest.isPresent() ? Long.toString(rest.getAsLong()) : "-";
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %s | %.1f | %s |%n",
        engine,
        job,
        equal,
        differing,
        compared,
        seconds,
        note);
  }
}
