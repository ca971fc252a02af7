package io.bidlock.pipelines.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Lines that could not be read, with their number and the reason, as CSV. */
final class RejectsFile implements Consumer<Reject>, AutoCloseable {
  private final CsvWriter writer;

  RejectsFile(Path file) throws IOException {
    writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
    writer.writeRecord("file", "line", "reason", "raw");
  }

  @Override
  public void accept(Reject reject) {
    writer.writeRecord(reject.file(), Long.toString(reject.line()), reject.reason(), reject.raw());
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
