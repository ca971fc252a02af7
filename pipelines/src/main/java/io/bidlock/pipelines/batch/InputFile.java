package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Nonce;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file, each of whose lines says one command: CSV, JSON Lines or Parquet. Read as often as
 * wanted, line by line.
 */
abstract class InputFile<R extends LogRecord> {
  private final Path path;

  InputFile(Path path) {
    this.path = path;
  }

  /** The columns that must be there. */
  abstract List<String> requiredColumns();

  /** All columns that mean something. */
  abstract List<String> knownColumns();

  abstract FileLine<R> read(long number, Fields row) throws UnreadableLine;

  final String name() {
    return path.getFileName().toString();
  }

  /** Columns that are ignored, for a warning: one may be misspelt. */
  final List<String> ignoredColumns() {
    try (InputLines lines = InputLines.open(path, requiredColumns())) {
      return lines.columns().stream().filter(name -> !knownColumns().contains(name)).toList();
    }
  }

  /**
   * Reads the file from its beginning.
   *
   * @throws InputProblem when there is no such file, or it does not have the columns that it should
   */
  final void forEach(Consumer<FileLine<R>> readable, Consumer<Reject> unreadable) {
    try (InputLines lines = InputLines.open(path, requiredColumns())) {
      for (Optional<InputLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
        InputLines.Line line = next.get();
        try {
          readable.accept(read(line.number(), line.fields()));
        } catch (UnreadableLine e) {
          unreadable.accept(new Reject(name(), line.number(), e.getMessage(), line.text()));
        }
      }
    }
  }

  static String id(Fields row, String column) throws UnreadableLine {
    String id = row.required(column);
    Optional<String> problem = Ids.problem(id);
    if (problem.isPresent()) {
      throw new UnreadableLine(column + " " + problem.get());
    }
    return id;
  }

  static long timeMillis(Fields row, String column) throws UnreadableLine {
    String text = row.required(column);
    try {
      long millis = Instant.parse(text).toEpochMilli();
      if (millis >= 0) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new UnreadableLine(
          column + " '" + text + "' is no ISO 8601 instant like 2026-11-21T18:00:00Z");
    }
    throw new UnreadableLine(column + " " + text + " is before 1970");
  }

  /** A file has no secrets to keep, but the chain wants a nonce: the hash of what is unique. */
  static Nonce nonce(String id) {
    try {
      return Nonce.ofDigest(
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
