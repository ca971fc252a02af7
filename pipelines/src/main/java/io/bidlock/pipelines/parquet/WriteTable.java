package io.bidlock.pipelines.parquet;

import io.bidlock.pipelines.table.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Writes a table as Parquet: {@code
 * <directory>/<table>/day=2026-11-21/part-00000-of-00002.parquet}. Bounded rows only; of a growing
 * table the latest of each key. Names and number of files are the same each time, and a file is
 * under its name when it is whole, so that writing again replaces what was written.
 */
public final class WriteTable extends PTransform<PCollection<Row>, PDone> {
  private static final long serialVersionUID = 1L;
  private static final int SHARDS = 2;

  private final Table table;
  private final String directory;

  private WriteTable(Table table, String directory) {
    super("Write " + table);
    this.table = table;
    this.directory = directory;
  }

  /**
   * @param directory a path, or a URI of any of Beam's file systems
   */
  public static WriteTable to(Table table, String directory) {
    return new WriteTable(table, directory);
  }

  @Override
  public PDone expand(PCollection<Row> rows) {
    PCollection<Row> kept = table.version().isPresent() ? rows.apply(new LatestRows(table)) : rows;
    var unused =
        kept.apply(
            "Files",
            FileIO.<String, Row>writeDynamic()
                .by(new Partition(table.time()))
                .withDestinationCoder(StringUtf8Coder.of())
                .via(new RowFile(table.columns()))
                .to(directory + "/" + table.name())
                .withNaming(
                    (SerializableFunction<String, FileIO.Write.FileNaming>)
                        partition -> FileIO.Write.defaultNaming(partition + "part", ".parquet"))
                .withNumShards(SHARDS));
    return PDone.in(rows.getPipeline());
  }

  /** The folder that a row goes to: the day that it belongs to. */
  private record Partition(@org.checkerframework.checker.nullness.qual.Nullable String time)
      implements SerializableFunction<Row, String> {
    private static final long serialVersionUID = 1L;

    Partition(Optional<String> time) {
      this(time.orElse(null));
    }

    @Override
    public String apply(Row row) {
      return time == null ? "" : "day=" + day(row.getValue(time)) + "/";
    }

    private static LocalDate day(Object time) {
      return time instanceof ReadableInstant instant
          ? Instant.ofEpochMilli(instant.getMillis()).atZone(ZoneOffset.UTC).toLocalDate()
          : (LocalDate) time;
    }
  }
}
