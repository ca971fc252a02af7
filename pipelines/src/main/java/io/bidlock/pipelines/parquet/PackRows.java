package io.bidlock.pipelines.parquet;

import io.bidlock.pipelines.coders.FlatRowCoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * Packs the rows of a bundle into blocks, by the file that they go to: between the step that makes
 * rows and the one that writes files, a thousand of them go as one element. In: rows in the global
 * window. Out: by the file's name, rows one after another as {@link FlatRowCoder} writes them; and
 * of each folder that has a row an empty block for each of its files, so that all are written anew.
 */
final class PackRows extends DoFn<Row, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK_BYTES = 1 << 18;

  /** Blocks being filled, at most: rows of more days at once make smaller ones. */
  private static final int MOST_BLOCKS = 64;

  private final SerializableFunction<Row, TableFile> file;
  private final Coder<Row> coder;
  private transient Map<String, ByteArrayOutputStream> blocks;
  private transient Set<String> folders;
  private transient Instant timestamp;

  PackRows(SerializableFunction<Row, TableFile> file, Schema columns) {
    this.file = file;
    this.coder = FlatRowCoder.of(columns);
  }

  @StartBundle
  public void startBundle() {
    blocks = new HashMap<>();
    folders = new HashSet<>();
  }

  @ProcessElement
  public void pack(
      @Element Row row, @Timestamp Instant time, OutputReceiver<KV<String, byte[]>> out)
      throws IOException {
    timestamp = time;
    TableFile where = file.apply(row);
    if (folders.add(where.folder())) {
      where.allOfFolder().forEach(one -> out.output(KV.of(one, new byte[0])));
    }
    String name = where.name();
    ByteArrayOutputStream block =
        blocks.computeIfAbsent(name, it -> new ByteArrayOutputStream(1 << 10));
    coder.encode(row, block);
    if (block.size() >= BLOCK_BYTES) {
      out.output(KV.of(name, block.toByteArray()));
      blocks.remove(name);
    } else if (blocks.size() > MOST_BLOCKS) {
      blocks.forEach((one, rows) -> out.output(KV.of(one, rows.toByteArray())));
      blocks.clear();
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    blocks.forEach(
        (name, rows) ->
            context.output(KV.of(name, rows.toByteArray()), timestamp, GlobalWindow.INSTANCE));
  }
}
