package io.bidlock.pipelines.medallion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.postgres.PostgresTable;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.AwaitCheckpoint;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.pipelines.testing.Tables;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What streaming wrote, with a crash in the middle, is what batch writes from bronze: every table
 * of silver and gold, row for row.
 */
class MedallionEqualityTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TIME_ZONE = "Europe/Vienna";
  private static final String ALERT_THRESHOLD = "0.5";

  private static final String FEATURES_DIFFER =
      GoldOracle.differences(
          Gold.BIDDER_FEATURES, GoldOracle.queries(TIME_ZONE).get(Gold.BIDDER_FEATURES));

  /** Of bids and participations of silver, those that no fraud score is made of. */
  private static final String EVIDENCE_MISSING =
      """
      SELECT (SELECT count(*) FROM silver.participations WHERE bids > 0)
        + (SELECT count(*) FROM silver.bids
          WHERE item_seq IS NOT NULL
            AND coalesce(reason, '') NOT IN ('DUPLICATE_BID', 'IDEMPOTENCY_CONFLICT'))
        - (SELECT coalesce(sum(evidence), 0) FROM silver.fraud_scores)
      """;

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void batchWritesFromBronzeWhatStreamingWrote() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        PostgresServer postgres =
            PostgresServer.start(PostgresServer.Options.in(directory.resolve("postgres")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(2);
      writeUsers(topics);
      GeneratedLog.Live auctions = GeneratedLog.live(41, 40, 3_000, Instant.now());
      topics.appendAll(auctions.early());
      PlainArbitration expected;
      try (ChildProcess arbitration =
          Jobs.arbitration(
              directory, "FlinkRunner", "--bootstrapServers=" + kafka.bootstrapServers())) {
        try (ChildProcess medallion = streaming(kafka, postgres)) {
          whileRunning(medallion).until(() -> count(postgres, Silver.BIDS) > 0);
          AwaitCheckpoint.in(checkpoints(), PATIENCE);
          medallion.kill();
        }
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(auctions.someAreOver()));
        topics.appendAll(auctions.late());
        expected = PlainArbitration.of(topics.log());
        Reach.assertLively(expected.rulings());
        topics.awaitRulings(expected.rulings().size(), PATIENCE);
        assertThat(arbitration.isAlive()).isTrue();
      }
      try (ChildProcess medallion = streaming(kafka, postgres)) {
        awaitAll(medallion, postgres, expected);
        awaitBronze(topics);
        awaitAlerts(medallion, postgres, topics);
        assertThat(medallion.isAlive()).isTrue();
      }

      Map<Table, Map<String, List<Object>>> streamed = tables(postgres.jdbcUrl());

      assertThat(streamed.get(Silver.BIDS)).hasSize(bids(expected));
      assertThat(streamed.get(Silver.USERS).get("bidder-3")).contains("AT");
      toldWhileTheDayGoesOn()
          .forEach(
              (table, oracle) ->
                  assertThat(sum(postgres.jdbcUrl(), GoldOracle.differences(table, oracle)))
                      .as("rows of %s that SQL over silver does not make as well", table)
                      .isZero());
      for (String runner : List.of("DirectRunner", "FlinkRunner")) {
        String url = database(postgres, "batch_" + runner.toLowerCase(java.util.Locale.ROOT));
        batch(runner, url);
        assertThat(sum(url, FEATURES_DIFFER))
            .as("features that SQL does not make as well")
            .isZero();
        Map<Table, Map<String, List<Object>>> batch = tables(url);
        streamed.forEach(
            (table, rows) ->
                assertThat(batch.get(table)).as("%s on %s", table, runner).isEqualTo(rows));
      }
      Path files = directory.resolve("files");
      batch("FlinkRunner", files.toString());
      for (Map.Entry<Table, Map<String, List<Object>>> table : streamed.entrySet()) {
        Map<String, List<Object>> rows =
            Tables.kept(table.getKey(), ParquetTables.read(files, table.getKey()));
        table.getValue().values().removeIf(row -> isStub(table.getKey(), row));
        assertThat(rows).as("%s as Parquet", table.getKey()).isEqualTo(table.getValue());
      }
      streamed.forEach((table, rows) -> assertThat(rows).as("rows of %s", table).isNotEmpty());
    }
  }

  /** The features of a day come when it is over, which no test can wait for. */
  private static Map<Table, String> toldWhileTheDayGoesOn() {
    Map<Table, String> queries = new LinkedHashMap<>(GoldOracle.queries(TIME_ZONE));
    queries.remove(Gold.BIDDER_FEATURES);
    return queries;
  }

  private void batch(String runner, String store) {
    MedallionPipeline.run(
        "--runner=" + runner,
        "--mode=BATCH",
        "--bronze=" + bronze(),
        "--timeZone=" + TIME_ZONE,
        "--fraudAlertThreshold=" + ALERT_THRESHOLD,
        "--silver=" + store,
        "--gold=" + store);
  }

  /** What others name and is not there itself: files have no foreign keys, and no stubs. */
  private static boolean isStub(Table table, List<Object> row) {
    return (table.equals(Silver.USERS) && row.get(1).equals(-1L))
        || (table.equals(Silver.ITEMS) && row.get(1).equals(0L));
  }

  private static void writeUsers(AuctionTopics topics) {
    for (int bidder = 0; bidder < 12; bidder++) {
      String id = "bidder-" + bidder;
      topics.write(
          Topics.USERS,
          id,
          ("{\"schema\":1,\"user_id\":\"" + id + "\",\"name\":\"Somebody\",\"region\":\"AT\"}")
              .getBytes(StandardCharsets.UTF_8));
    }
    topics.write(Topics.USERS, "bidder-11", null);
    topics.flush();
  }

  private ChildProcess streaming(KafkaServer kafka, PostgresServer postgres) {
    return Jobs.medallion(
        directory,
        "FlinkRunner",
        "--mode=STREAMING",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--checkpointDirectory=" + checkpoints(),
        "--checkpointingInterval=1000",
        "--bronze=" + bronze(),
        "--bronzeFileSeconds=1",
        "--timeZone=" + TIME_ZONE,
        "--fraudAlertThreshold=" + ALERT_THRESHOLD,
        "--silver=" + postgres.jdbcUrl(),
        "--gold=" + postgres.jdbcUrl());
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private Path bronze() {
    return directory.resolve("bronze");
  }

  private void awaitAll(
      ChildProcess medallion, PostgresServer postgres, PlainArbitration expected) {
    long closed = expected.rulings().stream().filter(ItemClosed.class::isInstance).count();
    long sold =
        expected.rulings().stream()
            .filter(r -> r instanceof ItemClosed close && close.outcome() == Outcome.SOLD)
            .count();
    long bidsOnItems =
        expected.rulings().stream()
            .filter(
                r ->
                    r instanceof Decision bid
                        && bid.command() == Kind.BID_PLACED
                        && bid.itemSeq() > 0)
            .count();
    whileRunning(medallion).until(() -> count(postgres, Silver.BIDS) == bids(expected));
    whileRunning(medallion)
        .until(() -> sum(postgres, "SELECT sum(auctions) FROM gold.auction_performance") == closed);
    whileRunning(medallion)
        .until(() -> sum(postgres, "SELECT sum(transactions) FROM gold.daily_revenue") == sold);
    whileRunning(medallion)
        .until(() -> sum(postgres, "SELECT sum(auctions) FROM gold.seller_performance") == closed);
    whileRunning(medallion)
        .until(() -> sum(postgres, "SELECT sum(bids) FROM gold.hourly_activity") == bidsOnItems);
    whileRunning(medallion)
        .until(
            () ->
                sum(postgres, "SELECT count(*) FROM silver.items WHERE outcome IS NOT NULL")
                    == closed);
    whileRunning(medallion)
        .until(
            () ->
                sum(postgres, "SELECT sum(bids) FROM silver.participations")
                    == sum(
                        postgres,
                        "SELECT sum(accepted_bids) FROM silver.items WHERE outcome IS NOT NULL"));
    whileRunning(medallion).until(() -> sum(postgres, EVIDENCE_MISSING) == 0);
    // What is told of bidders is put together from what comes at different times.
    toldWhileTheDayGoesOn()
        .forEach(
            (table, oracle) ->
                whileRunning(medallion)
                    .until(() -> sum(postgres, GoldOracle.differences(table, oracle)) == 0));
  }

  /** The files are written a second after their records have come. */
  private void awaitBronze(AuctionTopics topics) {
    int wanted = topics.read(Topics.BIDS).size();
    await().atMost(PATIENCE).until(() -> BronzeCount.of(bronze(), Topics.BIDS) == wanted);
  }

  /** Whoever is over the threshold at the end was told of; perhaps more often than once. */
  private static void awaitAlerts(
      ChildProcess medallion, PostgresServer postgres, AuctionTopics topics) {
    long alerting =
        sum(postgres, "SELECT count(DISTINCT bidder_id) FROM silver.fraud_scores WHERE alert");
    assertThat(alerting).isPositive();
    whileRunning(medallion)
        .until(
            () ->
                topics.read(Topics.ALERTS).stream()
                        .map(MedallionEqualityTest::bidder)
                        .distinct()
                        .count()
                    >= alerting);
  }

  private static String bidder(ConsumerRecord<byte[], byte[]> alert) {
    String bidder = new String(alert.key(), StandardCharsets.UTF_8);
    try {
      JsonObject said = JsonObject.read(alert.value());
      assertThat(said.text("bidder_id")).isEqualTo(bidder);
      assertThat(said.text("alert_id")).endsWith("/" + bidder);
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
    return bidder;
  }

  private static ConditionFactory whileRunning(ChildProcess job) {
    return await().atMost(PATIENCE).failFast("the job has ended", () -> !job.isAlive());
  }

  private static int bids(PlainArbitration expected) {
    return (int)
        expected.rulings().stream()
            .filter(r -> r instanceof Decision bid && bid.command() == Kind.BID_PLACED)
            .count();
  }

  private static Map<Table, Map<String, List<Object>>> tables(String url) {
    Map<Table, Map<String, List<Object>>> tables = new LinkedHashMap<>();
    List<Table> all = new ArrayList<>(Silver.tables());
    all.addAll(Gold.tables());
    all.remove(Gold.BIDDER_FEATURES);
    for (Table table : all) {
      try (Stream<Row> rows = PostgresTable.read(PostgresSettings.of(url), table)) {
        tables.put(table, Tables.kept(table, rows.toList()));
      }
    }
    return tables;
  }

  private static long count(PostgresServer postgres, Table table) {
    try {
      return sum(postgres, "SELECT count(*) FROM " + table);
    } catch (IllegalStateException e) {
      return 0;
    }
  }

  private static long sum(PostgresServer postgres, String question) {
    return sum(postgres.jdbcUrl(), question);
  }

  private static long sum(String url, String question) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String database(PostgresServer postgres, String name) throws Exception {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return postgres.jdbcUrl().replace("/bidlock?", "/" + name + "?");
  }
}
