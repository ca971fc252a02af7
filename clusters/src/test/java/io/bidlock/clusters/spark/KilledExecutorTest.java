package io.bidlock.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.clusters.spark.SparkDriver.Executor;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRecordCoder;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.Bidders;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.pipelines.testing.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Bronze decided again on two workers, one of whose executors is killed while it works. */
class KilledExecutorTest {
  /** When it has kept results that others have still to ask it for. */
  private static final int TASKS_BEFORE = 30;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void silverAndGoldAreAsWithoutThat() throws Exception {
    List<LogEntry> log = GeneratedLog.closed(17, 200, 20_000);
    PlainArbitration expected = PlainArbitration.of(log);
    Reach.assertLively(expected.rulings());
    writeBronze(log);
    new MedallionPipeline(MedallionPipeline.options(arguments("Flink")))
        .build()
        .run()
        .waitUntilFinish();
    try (SparkCluster cluster = SparkCluster.start(directory.resolve("cluster"));
        SparkDriver driver =
            cluster.submit("driver", MedallionPipeline.class, arguments("Spark"))) {
      assertReplaced(killOneAtWork(cluster, driver), driver);
      assertThat(driver.process().awaitExit(SparkCluster.PATIENCE))
          .as(() -> driver.process().describe("did not end well"))
          .hasValue(0);
    }

    assertThat(
            Tables.closeHashes(ParquetTables.read(directory.resolve("Spark/silver"), Silver.ITEMS)))
        .isEqualTo(expected.closeHashes());
    List<Table> tables = new ArrayList<>(Silver.tables());
    tables.addAll(Gold.tables());
    for (Table table : tables) {
      assertSame(table);
    }
  }

  private String[] arguments(String engine) {
    return new String[] {
      "--runner=" + engine + "Runner",
      "--mode=BATCH",
      "--bronze=" + directory.resolve("bronze"),
      "--fraudAlertThreshold=0.5",
      "--silver=" + directory.resolve(engine).resolve("silver"),
      "--gold=" + directory.resolve(engine).resolve("gold")
    };
  }

  /**
   * @return its id
   */
  private static String killOneAtWork(SparkCluster cluster, SparkDriver driver) {
    String busy =
        await()
            .atMost(SparkCluster.PATIENCE)
            .ignoreExceptions()
            .until(() -> busyOne(driver), id -> !id.isEmpty());
    ProcessHandle process = cluster.executors().get(busy);
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().join();
    return busy;
  }

  private static String busyOne(SparkDriver driver) throws IOException {
    driver.requireAlive();
    return driver.executors().entrySet().stream()
        .filter(one -> one.getValue().running() > 0)
        .filter(one -> one.getValue().completed() >= TASKS_BEFORE)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** The driver has noticed, and another executor has taken a part of the work. */
  private static void assertReplaced(String killed, SparkDriver driver) {
    await()
        .atMost(SparkCluster.PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              driver.requireAlive();
              Map<String, Executor> executors = driver.executors();
              return !executors.remove(killed).alive()
                  && executors.size() == 2
                  && executors.values().stream()
                      .allMatch(other -> other.alive() && other.completed() > 0);
            });
  }

  private void writeBronze(List<LogEntry> log) {
    List<BronzeRecord> records = new ArrayList<>();
    for (LogEntry entry : log) {
      records.add(BronzeRecord.of(entry.position().era(), entry));
    }
    records.addAll(Bidders.inBronze(log.get(0).timeMillis()));
    Pipeline pipeline = Pipeline.create(Runners.flinkBatch());
    pipeline
        .apply(Create.of(records).withCoder(BronzeRecordCoder.of()))
        .apply(WriteBronze.to(directory.resolve("bronze").toString()));
    pipeline.run().waitUntilFinish();
  }

  /** Neither has a row that the other has not, nor has one twice, and there are rows. */
  private void assertSame(Table table) throws SQLException {
    String spark = rows("Spark", table);
    String flink = rows("Flink", table);
    assertThat(count(spark)).as("rows of %s", table).isPositive();
    assertThat(count(spark + " EXCEPT ALL " + flink)).as("rows of %s too many", table).isZero();
    assertThat(count(flink + " EXCEPT ALL " + spark)).as("rows of %s lost", table).isZero();
  }

  private String rows(String engine, Table table) {
    return "SELECT * FROM read_parquet('%s/%s/%s/**/*.parquet')"
        .formatted(directory.resolve(engine), table.layer(), table.name());
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
