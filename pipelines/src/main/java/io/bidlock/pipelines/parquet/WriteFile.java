package io.bidlock.pipelines.parquet;

import io.bidlock.pipelines.coders.FlatRowCoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Writes files of rows that {@link PackRows} has packed. A file gets its name when it is whole,
 * over one that has the name. Out: the files' names.
 */
final class WriteFile extends DoFn<KV<String, Iterable<byte[]>>, String> {
  private static final long serialVersionUID = 1L;

  private final String directory;
  private final Schema columns;

  WriteFile(String directory, Schema columns) {
    this.directory = directory;
    this.columns = columns;
  }

  @ProcessElement
  public void write(@Element KV<String, Iterable<byte[]>> file, OutputReceiver<String> out)
      throws IOException {
    ResourceId whole = FileSystems.matchNewResource(directory + "/" + file.getKey(), false);
    ResourceId unfinished =
        FileSystems.matchNewResource(directory + "/.unfinished-" + UUID.randomUUID(), false);
    try {
      try (WritableByteChannel channel =
              FileSystems.create(unfinished, "application/octet-stream");
          RowFile rows = new RowFile(channel, columns)) {
        write(file.getValue(), rows);
      }
      FileSystems.rename(List.of(unfinished), List.of(whole));
    } catch (IOException | RuntimeException e) {
      forget(unfinished, e);
      throw e;
    }
    out.output(whole.toString());
  }

  private static void forget(ResourceId unfinished, Exception because) {
    try {
      FileSystems.delete(List.of(unfinished), StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IOException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private void write(Iterable<byte[]> blocks, RowFile rows) throws IOException {
    FlatRowCoder coder = FlatRowCoder.of(columns);
    for (byte[] block : blocks) {
      ByteArrayInputStream in = new ByteArrayInputStream(block);
      while (in.available() > 0) {
        rows.write(coder.decode(in));
      }
    }
  }
}
