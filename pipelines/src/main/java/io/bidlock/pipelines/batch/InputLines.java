package io.bidlock.pipelines.batch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of a file, read one by one from its beginning. */
interface InputLines extends AutoCloseable {
  /**
   * One line, or what stands for it: a record of a Parquet file.
   *
   * @see #next
   */
  interface Line {
    /** Counted from 1. */
    long number();

    /** As it is written. */
    String text();

    /**
     * What it says.
     *
     * @throws UnreadableLine when it is not of the file's format
     */
    Fields fields() throws UnreadableLine;
  }

  /**
   * Opens a file, by its name's ending: {@code .jsonl} and {@code .ndjson} for JSON Lines, {@code
   * .parquet} for Parquet, anything else for CSV with a header.
   *
   * @param required columns that must be there, as far as the format tells before its lines
   * @throws InputProblem when there is no such file, or a column is missing
   */
  static InputLines open(Path file, Collection<String> required) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return new JsonInput(file);
    }
    return name.endsWith(".parquet")
        ? new ParquetInput(file, required)
        : new CsvInput(file, required);
  }

  /**
   * Makes sure that a file has what it should.
   *
   * @param there the columns that it has
   * @throws InputProblem when one is missing
   */
  static void requireColumns(Path file, Collection<String> required, List<String> there) {
    List<String> missing = required.stream().filter(name -> !there.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InputProblem(
          "%s lacks the column%s %s; it has %s"
              .formatted(
                  file,
                  missing.size() > 1 ? "s" : "",
                  String.join(", ", missing),
                  String.join(", ", there)));
    }
  }

  /** The columns, as far as the format tells before its lines; of JSON Lines the first line's. */
  List<String> columns();

  /** The next line that is not empty, or nothing at the end. */
  Optional<Line> next();

  @Override
  void close();
}
