package io.bidlock.pipelines.postgres;

import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.Runners;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/**
 * How many rows a second are written, with a PostgreSQL on the same machine. Prints a line for each
 * table and run: the first writes new rows, the second repeats them.
 *
 * <p>Arguments: {@code DIRECT} or {@code FLINK}, and how many rows.
 */
final class WriteRowsBench {
  private WriteRowsBench() {}

  public static void main(String... arguments) throws Exception {
    int rows = Integer.parseInt(arguments[1]);
    Path directory = Files.createTempDirectory("bidlock-bench");
    try (House house = House.open(directory)) {
      for (String what : List.of("warm-up", "new", "repeated")) {
        if (what.equals("new")) {
          house.empty();
        }
        run(arguments[0], what, house, House.ITEMS, rows, WriteRowsBench::item);
        run(arguments[0], what, house, House.BIDS, rows, WriteRowsBench::bid);
      }
    }
  }

  private static Row item(long number) {
    return House.ITEMS.row(
        "item-" + number,
        "Lot number " + number + " of the backlog",
        "seller-" + number % 1_000,
        BigDecimal.valueOf(number + 1, 2),
        Instant.ofEpochMilli(1_795_000_000_000L + number),
        null,
        number % 3 == 0,
        (int) (number % 100),
        number);
  }

  private static Row bid(long number) {
    return House.BIDS.row(
        "item-" + number / 20, number, BigDecimal.valueOf(number + 1, 2), "bidder-" + number % 500);
  }

  private static void run(
      String runner,
      String what,
      House house,
      Table table,
      int rows,
      SerializableFunction<Long, Row> row) {
    PipelineOptions options = runner.equals("FLINK") ? Runners.flinkBatch() : Runners.direct();
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(GenerateSequence.from(0).to(rows))
        .apply(MapElements.into(TypeDescriptors.rows()).via(row))
        .setRowSchema(table.columns())
        .apply(WriteRows.to(table, house.settings()));
    long startNanos = System.nanoTime();
    pipeline.run().waitUntilFinish();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf(
        "%s %s %s: %d rows in %.1f s, %.0f rows/s%n",
        runner, table, what, rows, seconds, rows / seconds);
  }
}
