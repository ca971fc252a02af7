package io.bidlock.pipelines.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRecordCoder;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.quality.QualityResults;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.Bidders;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.servers.Classpaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark makes of bronze what Flink makes of it, row for row. */
class MedallionOnSparkTest {
  @TempDir private Path directory;

  @Test
  void everyTableOfSilverAndGoldIsAsOnFlink() throws Exception {
    writeBronze(GeneratedLog.closed(11, 30, 3_000));

    new MedallionPipeline(MedallionPipeline.options(arguments("SparkRunner")))
        .build()
        .run()
        .waitUntilFinish();
    onFlink(arguments("FlinkRunner"));

    List<Table> all = new ArrayList<>(Silver.tables());
    all.addAll(Gold.tables());
    for (Table table : all) {
      assertSame(table.layer(), table.name(), "*");
    }
    assertSame("silver/quality", QualityResults.TABLE.name(), "* EXCLUDE (run_at)");
  }

  private String[] arguments(String runner) {
    Path store = directory.resolve(runner);
    return new String[] {
      "--runner=" + runner,
      "--mode=BATCH",
      "--bronze=" + bronze(),
      "--timeZone=Europe/Vienna",
      "--fraudAlertThreshold=0.5",
      "--silver=" + store.resolve("silver"),
      "--gold=" + store.resolve("gold")
    };
  }

  private Path bronze() {
    return directory.resolve("bronze");
  }

  private void writeBronze(List<LogEntry> log) {
    List<BronzeRecord> records = new ArrayList<>();
    for (LogEntry entry : log) {
      records.add(BronzeRecord.of(entry.position().era(), entry));
    }
    records.addAll(Bidders.inBronze(log.get(0).timeMillis()));
    Pipeline pipeline = Pipeline.create(Spark.batch());
    pipeline
        .apply(Create.of(records).withCoder(BronzeRecordCoder.of()))
        .apply(WriteBronze.to(bronze().toString()));
    pipeline.run().waitUntilFinish();
  }

  /** In a JVM of its own: the two share no class path. */
  private void onFlink(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("util", "lang", "time")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            Classpaths.find().of("pipelines"),
            MedallionPipeline.class.getName()));
    command.addAll(List.of(arguments));
    Path said = directory.resolve("flink.log");
    Process flink =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(flink.waitFor()).as(() -> "Flink said: " + read(said)).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Neither has a row that the other has not, and there are rows. */
  private void assertSame(String folder, String table, String columns) throws SQLException {
    String onSpark = rows("SparkRunner", folder, table, columns);
    String onFlink = rows("FlinkRunner", folder, table, columns);
    assertThat(count(onSpark)).as("rows of %s/%s", folder, table).isPositive();
    assertThat(count(onSpark + " EXCEPT ALL " + onFlink))
        .as("rows of %s/%s on Spark alone", folder, table)
        .isZero();
    assertThat(count(onFlink + " EXCEPT ALL " + onSpark))
        .as("rows of %s/%s on Flink alone", folder, table)
        .isZero();
  }

  private String rows(String runner, String folder, String table, String columns) {
    return "SELECT %s FROM read_parquet('%s/%s/%s/**/*.parquet')"
        .formatted(columns, directory.resolve(runner), folder, table);
  }

  private static long count(String rows) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet answer = statement.executeQuery("SELECT count(*) FROM (" + rows + ")")) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
