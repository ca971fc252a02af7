package io.bidlock.pipelines.batch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A CSV file with a header. */
final class CsvInput implements InputLines {
  private final CsvLines lines;
  private final CsvColumns columns;

  CsvInput(Path file, Collection<String> required) {
    this.lines = new CsvLines(file);
    this.columns = CsvColumns.read(file, lines, required);
  }

  @Override
  public List<String> columns() {
    return columns.names();
  }

  @Override
  public Optional<Line> next() {
    return lines.next().map(CsvRecord::new);
  }

  @Override
  public void close() {
    lines.close();
  }

  private final class CsvRecord implements Line {
    private final CsvLine line;

    CsvRecord(CsvLine line) {
      this.line = line;
    }

    @Override
    public long number() {
      return line.number();
    }

    @Override
    public String text() {
      return line.text();
    }

    @Override
    public Fields fields() throws UnreadableLine {
      return columns.row(line);
    }
  }
}
