package io.bidlock.launcher.query;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** An answer as CSV (RFC 4180), with a line of names first. */
final class CsvAnswer implements Answer {
  private final CsvWriter csv;

  CsvAnswer(PrintWriter out) {
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
  }

  @Override
  public void columns(List<Column> columns) {
    csv.writeRecord(columns.stream().map(Column::name).toList());
  }

  @Override
  public boolean row(List<Object> values) {
    csv.writeRecord(values.stream().map(Cells::text).toList());
    return true;
  }

  @Override
  public void end() throws IOException {
    csv.flush();
  }
}
