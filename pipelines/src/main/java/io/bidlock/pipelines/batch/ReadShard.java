package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads one part of the numbered log. */
final class ReadShard extends DoFn<String, KV<String, LogEntry>> {
  private static final long serialVersionUID = 1L;

  @ProcessElement
  public void read(@Element String file, OutputReceiver<KV<String, LogEntry>> out)
      throws IOException {
    Shards.read(Path.of(file), entry -> out.output(KV.of(entry.record().itemId(), entry)));
  }
}
