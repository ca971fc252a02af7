package io.bidlock.clusters.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.postgres.PostgresTable;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.Tables;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;

/**
 * What the medallion job has made of a log.
 *
 * @param closeHashes of closed items, by item: silver
 * @param gold each table's rows by their key, without {@code bidder_features}, which come when
 *     their day is over
 */
record Tabled(Map<String, String> closeHashes, Map<Table, Map<String, List<Object>>> gold) {

  private interface Reader {
    List<Row> read(Table table) throws SQLException;
  }

  /** What stands in PostgreSQL now. */
  static Tabled inPostgres(String jdbcUrl) throws SQLException {
    return read(
        table -> {
          try (Stream<Row> rows = PostgresTable.read(PostgresSettings.of(jdbcUrl), table)) {
            return rows.toList();
          }
        });
  }

  /** What a job in batch makes of bronze, on an embedded Flink in a JVM of its own. */
  static Tabled ofBronze(Path bronze, Path out, Duration patience) throws SQLException {
    try (ChildProcess job =
        ChildProcess.start(
            ChildProcess.Command.of(
                    "medallion in batch",
                    Classpaths.find().of("pipelines"),
                    MedallionPipeline.class.getName(),
                    out.resolve("batch.log"))
                .withJvmArguments(FlinkTemplate.of("medallion").jvmArguments())
                .withArguments(
                    List.of(
                        "--runner=FlinkRunner",
                        "--endWithInput=true",
                        "--mode=BATCH",
                        "--bronze=" + bronze,
                        "--silver=" + out,
                        "--gold=" + out)))) {
      assertThat(job.awaitExit(patience)).as(() -> job.describe("did not end well")).hasValue(0);
    }
    return read(table -> ParquetTables.read(out, table));
  }

  private static Tabled read(Reader reader) throws SQLException {
    Map<Table, Map<String, List<Object>>> gold = new LinkedHashMap<>();
    for (Table table : Gold.tables()) {
      if (!table.equals(Gold.BIDDER_FEATURES)) {
        gold.put(table, Tables.kept(table, reader.read(table)));
      }
    }
    return new Tabled(Tables.closeHashes(reader.read(Silver.ITEMS)), gold);
  }
}
