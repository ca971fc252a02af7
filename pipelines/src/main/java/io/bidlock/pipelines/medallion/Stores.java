package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.parquet.WriteTable;
import io.bidlock.pipelines.postgres.Migrations;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.postgres.WriteRows;
import io.bidlock.pipelines.table.Table;
import java.util.Map;
import java.util.stream.Stream;
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
    if (isDatabase(store)) {
      PostgresSettings settings = settings(store, options);
      tables.forEach((table, rows) -> rows.apply(WriteRows.to(table, settings)));
    } else if (options.getMode() == MedallionMode.BATCH) {
      tables.forEach((table, rows) -> rows.apply(WriteTable.to(table, store)));
    } else {
      throw new IllegalArgumentException(
          "In streaming, rows change as they grow, which files cannot: --silver and --gold are"
              + " jdbc:postgresql://… there, not "
              + store);
    }
  }

  private static boolean isDatabase(String store) {
    return store.startsWith("jdbc:");
  }

  private static PostgresSettings settings(String url, MedallionOptions options) {
    return PostgresSettings.of(url, options);
  }
}
