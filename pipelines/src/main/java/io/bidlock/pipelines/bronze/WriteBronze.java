package io.bidlock.pipelines.bronze;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Keeps records as files. In: records, in any order, bounded or not. Out: the URIs of the files, as
 * they are written.
 *
 * <p>The records of a partition are gathered in state and become a file when enough of them have
 * come, or when the first has waited for {@link #withFileSeconds}; at the end of the input, or when
 * the job is drained, at once. A file holds records of one hour of log time, so a late record gets
 * a file of its own in the hour that it belongs to.
 *
 * <p><b>Nothing is missing after a crash.</b> A file is written whole by the very step that then
 * empties the state, so a checkpoint either still has a record in the state, or was taken when the
 * record's file was there. A job that goes on from a checkpoint, with its source where the
 * checkpoint has it, may so write again what was written since, cut into other files: by then more
 * may have come. What was written before is not disturbed by that: <b>a file is named after the
 * SHA-256 of its records</b>, beside the offsets that it spans. A name can only ever stand for the
 * same records, and writing it again changes nothing. Nor is a file ever seen half-written under
 * its name; see {@link BronzeStore}. So repeats stand in files with different names, of the same
 * hour and the same partition, whose spans overlap: that is how {@link ReadBronze} finds them.
 *
 * <p>Beam's own {@code FileIO} names files after window, pane and shard. What is in a pane depends
 * on when its trigger fired, so after a crash the same name may get other contents, and whether a
 * record that is gone from it comes again in a later pane is between the runner's state and the
 * sink's temporary files. Here no such argument is needed.
 */
public final class WriteBronze extends PTransform<PCollection<BronzeRecord>, PCollection<String>> {
  private static final long serialVersionUID = 1L;

  /** How long a record waits for others, at most. */
  public static final int DEFAULT_FILE_SECONDS = 60;

  /** A partition's records in memory, at most; a file is a fraction of that. */
  public static final int DEFAULT_FILE_BYTES = 4 << 20;

  private final BronzeStore store;
  private final BronzeFormat format;
  private final int fileSeconds;
  private final int fileBytes;

  private WriteBronze(BronzeStore store, BronzeFormat format, int fileSeconds, int fileBytes) {
    super("WriteBronze");
    if (fileSeconds < 1 || fileBytes < 1) {
      throw new IllegalArgumentException(
          "at least a second and a byte wanted, not " + fileSeconds + ", " + fileBytes);
    }
    this.store = store;
    this.format = format;
    this.fileSeconds = fileSeconds;
    this.fileBytes = fileBytes;
  }

  /**
   * As Parquet, each minute.
   *
   * @param uri {@code s3://…}, {@code gs://…}, {@code file:…} or a path
   * @throws IllegalArgumentException when it is something else
   */
  public static WriteBronze to(String uri) {
    return new WriteBronze(
        BronzeStore.at(uri), BronzeFormat.PARQUET, DEFAULT_FILE_SECONDS, DEFAULT_FILE_BYTES);
  }

  public WriteBronze as(BronzeFormat value) {
    return new WriteBronze(store, value, fileSeconds, fileBytes);
  }

  /** How long a record waits for others, at most: few records make a file of this time. */
  public WriteBronze withFileSeconds(int value) {
    return new WriteBronze(store, format, value, fileBytes);
  }

  /**
   * How many bytes of a partition's records make a file at once. The job holds as many of each
   * partition in its state; a batch job may well take 64 MB.
   */
  public WriteBronze withFileBytes(int value) {
    return new WriteBronze(store, format, fileSeconds, value);
  }

  @Override
  public PCollection<String> expand(PCollection<BronzeRecord> records) {
    return records
        .apply("OneWindow", Window.into(new GlobalWindows()))
        .apply("KeyByPartition", ParDo.of(new KeyByPartition()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of()))
        .apply(
            "FillFiles",
            ParDo.of(
                new FillFiles(store, format, Duration.standardSeconds(fileSeconds), fileBytes)))
        .setCoder(StringUtf8Coder.of());
  }
}
