package io.bidlock.pipelines.parquet;

import io.bidlock.pipelines.table.DayRange;
import io.bidlock.pipelines.table.Table;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Writes a table as Parquet: {@code
 * <directory>/<table>/day=2026-11-21/part-00000-of-00002.parquet}. Bounded rows only; of a growing
 * table the latest of each key. Names and number of files are the same each time, and a file is
 * under its name when it is whole, so that writing again replaces what was written. Out: the files'
 * names; what must wait until all are there can wait on it.
 */
public final class WriteTable extends PTransform<PCollection<Row>, PCollection<String>> {
  private static final long serialVersionUID = 1L;
  private static final int SHARDS = 2;

  private final Table table;
  private final String directory;
  private final DayRange days;

  private WriteTable(Table table, String directory, DayRange days) {
    super("Write " + table);
    this.table = table;
    this.directory = directory;
    this.days = days;
  }

  /**
   * @param directory a path, or a URI of any of Beam's file systems
   * @param days which days are written, in whose time zone. The files of other days stay as they
   *     are. A table without days, or with rows that have to do with several, is written whole
   */
  public static WriteTable to(Table table, String directory, DayRange days) {
    return new WriteTable(table, directory, days);
  }

  @Override
  public PCollection<String> expand(PCollection<Row> rows) {
    boolean whole = days.isAll() || table.time().isEmpty() || table.end().isPresent();
    PCollection<Row> wanted =
        whole ? rows : rows.apply("Days", Filter.by(row -> days.holds(table, row)));
    PCollection<Row> kept =
        table.version().isPresent() ? wanted.apply(new LatestRows(table)) : wanted;
    return kept.apply(
            "Files",
            FileIO.<String, Row>writeDynamic()
                .by(new Partition(table.time(), days.timeZone()))
                .withDestinationCoder(StringUtf8Coder.of())
                .via(new RowFile(table.columns()))
                .to(directory + "/" + table.name())
                .withNaming(
                    (SerializableFunction<String, FileIO.Write.FileNaming>)
                        partition -> FileIO.Write.defaultNaming(partition + "part", ".parquet"))
                .withNumShards(SHARDS))
        .getPerDestinationOutputFilenames()
        .apply("Names", Values.create());
  }

  /** The folder that a row goes to: the day that it belongs to. */
  private record Partition(@Nullable String time, ZoneId timeZone)
      implements SerializableFunction<Row, String> {
    private static final long serialVersionUID = 1L;

    Partition(Optional<String> time, ZoneId timeZone) {
      this(time.orElse(null), timeZone);
    }

    @Override
    public String apply(Row row) {
      return time == null ? "" : "day=" + DayRange.day(row.getValue(time), timeZone) + "/";
    }
  }
}
