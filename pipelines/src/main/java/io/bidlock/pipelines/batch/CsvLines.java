package io.bidlock.pipelines.batch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Splits a CSV file (RFC 4180, UTF-8) into its records, so that one that is broken costs that one
 * only: the rest is read on from the next line.
 */
final class CsvLines implements AutoCloseable {
  private static final int MAX_LINES_OF_A_RECORD = 100;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final TextFile lines;
  private final ArrayDeque<String> ahead = new ArrayDeque<>();
  private long number;

  /**
   * @throws InputProblem when there is no such file or it may not be read
   */
  CsvLines(Path file) {
    this.lines = TextFile.open(file);
  }

  /** The next record that is not an empty line, or nothing at the end. */
  Optional<CsvLine> next() {
    String first = line();
    while (first != null && first.isBlank()) {
      number++;
      first = line();
    }
    if (first == null) {
      return Optional.empty();
    }
    long start = ++number;
    if (start == 1 && !first.isEmpty() && first.charAt(0) == BYTE_ORDER_MARK) {
      first = first.substring(1);
    }
    return Optional.of(
        endsQuoted(first, false) ? joined(start, first) : new CsvLine(start, first, true));
  }

  /** A quoted field goes on over line breaks, but not for ever. */
  private CsvLine joined(long start, String first) {
    StringBuilder text = new StringBuilder(first);
    ArrayDeque<String> taken = new ArrayDeque<>();
    boolean open = true;
    while (open && taken.size() < MAX_LINES_OF_A_RECORD) {
      String more = line();
      if (more == null) {
        break;
      }
      taken.add(more);
      text.append('\n').append(more);
      open = endsQuoted(more, true);
    }
    if (!open) {
      number += taken.size();
      return new CsvLine(start, text.toString(), true);
    }
    while (!taken.isEmpty()) {
      ahead.addFirst(taken.removeLast());
    }
    return new CsvLine(start, first, false);
  }

  /**
   * Whether a line ends inside a quoted field. A quote opens a field only where the field begins;
   * anywhere else it is a character like others (5" nails).
   */
  private static boolean endsQuoted(String line, boolean beginsQuoted) {
    boolean quoted = beginsQuoted;
    boolean fieldBegins = !beginsQuoted;
    for (int index = 0; index < line.length(); index++) {
      char character = line.charAt(index);
      if (quoted) {
        if (character == '"') {
          boolean escaped = index + 1 < line.length() && line.charAt(index + 1) == '"';
          index += escaped ? 1 : 0;
          quoted = escaped;
        }
      } else {
        quoted = fieldBegins && character == '"';
        fieldBegins = character == ',';
      }
    }
    return quoted;
  }

  private String line() {
    return ahead.isEmpty() ? lines.line() : ahead.removeFirst();
  }

  @Override
  public void close() {
    lines.close();
  }
}
