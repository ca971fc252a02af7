package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.parquet.WriteTable;
import io.bidlock.pipelines.postgres.Migrations;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.postgres.WriteRows;
import io.bidlock.pipelines.quality.QualityResults;
import io.bidlock.pipelines.runner.JobProgress;
import io.bidlock.pipelines.runner.JobProgress.Step;
import io.bidlock.pipelines.table.DayRange;
import io.bidlock.pipelines.table.Table;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** Where tables go: PostgreSQL, or Parquet files in a directory, or nowhere. */
final class Stores {
  private Stores() {}

  /** Brings the databases that are named to their schema. */
  static void prepare(MedallionOptions options) {
    Stream.of(options.getSilver(), options.getGold())
        .filter(Stores::isDatabase)
        .distinct()
        .forEach(url -> Migrations.apply(settings(url, options)));
  }

  /** Writes rows of tables to where an option says. */
  static void write(Map<Table, PCollection<Row>> tables, String store, MedallionOptions options) {
    if (store.isEmpty()) {
      return;
    }
    boolean batch = options.getMode() == MedallionMode.BATCH;
    if (!isDatabase(store) && !batch) {
      throw new IllegalArgumentException(
          "In streaming, rows change as they grow, which files cannot: --silver and --gold are"
              + " jdbc:postgresql://… there, not "
              + store);
    }
    DayRange days = MedallionDays.of(options);
    tables.forEach(
        (table, rows) -> {
          PCollection<Row> counted =
              batch ? rows.apply("Of " + table, JobProgress.count(Step.WRITTEN)) : rows;
          if (isDatabase(store)) {
            inDays(table, counted, days).apply(WriteRows.to(table, settings(store, options)));
          } else {
            counted.apply(WriteTable.to(table, store, days));
          }
        });
  }

  private static PCollection<Row> inDays(Table table, PCollection<Row> rows, DayRange days) {
    return days.isAll()
        ? rows
        : rows.apply("Days of " + table, Filter.by(row -> days.holds(table, row)));
  }

  /**
   * Writes results of quality checks beside silver, or beside gold where there is no silver. What
   * comes out is complete when they are written; empty where they go nowhere.
   */
  static Optional<PCollection<?>> writeResults(PCollection<Row> results, MedallionOptions options) {
    String store = options.getSilver().isEmpty() ? options.getGold() : options.getSilver();
    if (store.isEmpty()) {
      return Optional.empty();
    }
    Table table = QualityResults.TABLE;
    return Optional.of(
        isDatabase(store)
            ? results.apply(WriteRows.to(table, settings(store, options)))
            : results.apply(
                WriteTable.to(table, store + "/" + table.layer(), DayRange.all(ZoneOffset.UTC))));
  }

  private static boolean isDatabase(String store) {
    return store.startsWith("jdbc:");
  }

  private static PostgresSettings settings(String url, MedallionOptions options) {
    return PostgresSettings.of(url, options);
  }
}
