package io.bidlock.pipelines.postgres;

import io.bidlock.pipelines.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * Writes rows of a table to PostgreSQL, at the latest at the end of a bundle. Writing them again
 * changes nothing, and neither does their order:
 *
 * <ul>
 *   <li>where rows grow, a row replaces what is under its key unless its version is lower;
 *   <li>where rows never change, one that differs from what is under its key is refused, recorded
 *       once in {@code quality.divergence}, counted ({@code divergences}) and logged as an error;
 *   <li>a parent that is missing is made as a stub, by the same transaction.
 * </ul>
 *
 * <p>A PostgreSQL that is away delays: the step blocks and tries again, on a new connection, until
 * the patience of its settings is at an end; then the bundle fails. A row that can never be written
 * (a constraint, a number too long, a NUL) is put aside alone: it comes out here and stands in
 * {@code quality.rejected_rows}. A table that is missing, or a wrong password, fails the bundle at
 * once.
 *
 * <p>What comes out is complete, for a window, when all of the window's rows are written: what must
 * wait for that can wait on it.
 */
public final class WriteRows extends PTransform<PCollection<Row>, PCollection<DeadRow>> {
  private static final long serialVersionUID = 1L;

  /** As many characters of text may wait to be written together. */
  private static final long MAX_CHARACTERS = 4_000_000;

  private final Table table;
  private final PostgresSettings settings;

  private WriteRows(Table table, PostgresSettings settings) {
    super("Write " + table);
    this.table = table;
    this.settings = settings;
  }

  /** Rows must have the table's columns as their schema. */
  public static WriteRows to(Table table, PostgresSettings settings) {
    return new WriteRows(table, settings);
  }

  @Override
  public PCollection<DeadRow> expand(PCollection<Row> rows) {
    if (!rows.hasSchema() || !rows.getSchema().equals(table.columns())) {
      throw new IllegalArgumentException(
          "what is to be written to " + table + " has other columns; setRowSchema says which");
    }
    return rows.apply("Write", ParDo.of(new WriteBatches(table, settings)))
        .setCoder(DeadRowCoder.of());
  }

  private static final class WriteBatches extends DoFn<Row, DeadRow> {
    private static final long serialVersionUID = 1L;

    private final Table table;
    private final PostgresSettings settings;
    private transient RowWriter writer;
    private transient List<Row> waiting;
    private transient long characters;
    private transient Instant lastTimestamp;
    private transient BoundedWindow lastWindow;

    WriteBatches(Table table, PostgresSettings settings) {
      this.table = table;
      this.settings = settings;
    }

    @Setup
    public void setUp() {
      writer = new RowWriter(table, settings);
    }

    @StartBundle
    public void startBundle() {
      waiting = new ArrayList<>();
      characters = 0;
    }

    @ProcessElement
    public void add(
        @Element Row row,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        OutputReceiver<DeadRow> out)
        throws InterruptedException {
      waiting.add(row);
      characters += RowText.length(row);
      lastTimestamp = timestamp;
      lastWindow = window;
      if (waiting.size() >= settings.batchRows() || characters >= MAX_CHARACTERS) {
        write().forEach(out::output);
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws InterruptedException {
      if (!waiting.isEmpty()) {
        write().forEach(dead -> context.output(dead, lastTimestamp, lastWindow));
      }
    }

    private List<DeadRow> write() throws InterruptedException {
      List<DeadRow> dead = writer.write(waiting);
      waiting.clear();
      characters = 0;
      return dead;
    }

    @Teardown
    public void tearDown() {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
