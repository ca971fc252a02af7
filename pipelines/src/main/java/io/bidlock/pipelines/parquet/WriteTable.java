package io.bidlock.pipelines.parquet;

import io.bidlock.pipelines.elements.GroupBounded;
import io.bidlock.pipelines.table.DayRange;
import io.bidlock.pipelines.table.Table;
import java.util.Objects;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * Writes a table as Parquet: {@code
 * <directory>/<table>/day=2026-11-21/part-00000-of-00002.parquet}. Bounded rows only; of a growing
 * table the latest of each key. Names and number of files are the same each time, and a file is
 * under its name when it is whole, so that writing again replaces what was written; a day, or a
 * table, of which there is no row is left as it is. The rows of a file have to fit into memory,
 * some 250 bytes each. Out: the files' names; what must wait until all are there can wait on it.
 */
public final class WriteTable extends PTransform<PCollection<Row>, PCollection<String>> {
  private static final long serialVersionUID = 1L;

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
    return kept.apply("Pack", ParDo.of(new PackRows(new FileOf(table, days), table.columns())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of()))
        .apply("ByFile", new GroupBounded<>())
        .apply("Files", ParDo.of(new WriteFile(directory + "/" + table.name(), table.columns())))
        .setCoder(StringUtf8Coder.of());
  }

  /**
   * The file that a row goes to: in the folder of the day that it belongs to, by its key, so that
   * it is in the same one each time.
   */
  private record FileOf(Table table, DayRange days)
      implements SerializableFunction<Row, TableFile> {
    private static final long serialVersionUID = 1L;

    @Override
    public TableFile apply(Row row) {
      int hash = 1;
      for (String column : table.key()) {
        hash = 31 * hash + Objects.hashCode(row.getValue(column));
      }
      String folder =
          table
              .time()
              .map(time -> "day=" + DayRange.day(row.getValue(time), days.timeZone()) + "/")
              .orElse("");
      return TableFile.of(folder, hash);
    }
  }
}
