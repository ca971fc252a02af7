package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.coders.LogEntryCoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads one part of the numbered log. */
final class ReadShard extends DoFn<String, KV<String, LogEntry>> {
  private static final long serialVersionUID = 1L;

  @ProcessElement
  public void read(@Element String file, OutputReceiver<KV<String, LogEntry>> out)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16)) {
      while (!atEnd(in)) {
        LogEntry entry = LogEntryCoder.of().decode(in);
        out.output(KV.of(entry.record().itemId(), entry));
      }
    }
  }

  private static boolean atEnd(InputStream in) throws IOException {
    in.mark(1);
    boolean end = in.read() < 0;
    in.reset();
    return end;
  }
}
