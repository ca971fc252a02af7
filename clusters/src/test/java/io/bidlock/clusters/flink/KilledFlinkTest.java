package io.bidlock.clusters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.Bidders;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both jobs on a cluster that loses a TaskManager, and then its JobManager, while people bid:
 * nothing is lost, nothing is answered in two ways, and nobody begins again from the beginning.
 */
class KilledFlinkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long SEED = 42;
  private static final int PARALLELISM = 2;
  private static final int PARTS = 3;
  private static final int SOME = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private KafkaServer kafka;
  private PostgresServer postgres;
  private AuctionTopics topics;
  private FlinkCluster flink;

  @BeforeEach
  void start() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    postgres = PostgresServer.start(PostgresServer.Options.in(directory.resolve("postgres")));
    topics = new AuctionTopics(kafka.bootstrapServers());
    topics.create(PARALLELISM);
    flink = FlinkCluster.start(directory.resolve("flink"), 2);
  }

  @AfterEach
  void stop() {
    flink.close();
    topics.close();
    postgres.close();
    kafka.close();
  }

  @Test
  void nothingIsLostAndNothingDiffers() throws Exception {
    writeUsers();
    Path bronze = directory.resolve("bronze");
    List<String> jobs =
        List.of(
            submit("arbitration", Map.of("redisUri", "", "bronze", "")),
            submit(
                "medallion",
                Map.of(
                    "bronze", bronze.toString(),
                    "bronzeFileSeconds", "2",
                    "silver", postgres.jdbcUrl(),
                    "gold", postgres.jdbcUrl())));
    jobs.forEach(flink.rest()::awaitTasks);
    GeneratedLog.Live auctions = GeneratedLog.live(SEED, 120, 6_000, Instant.now());
    List<LogRecord> records = new ArrayList<>(auctions.early());
    records.addAll(auctions.late());
    int part = records.size() / PARTS;
    topics.appendAll(records.subList(0, part));

    List<Ruling> beforeTaskManager = awaitAllAndCheckpoints(jobs);
    whileBidding(
        records.subList(part, 2 * part),
        () -> {
          flink.killTaskManager();
          flink.addTaskManager();
          jobs.forEach(this::awaitRestored);
        });
    List<Ruling> beforeJobManager = awaitAllAndCheckpoints(jobs);
    assertNothingAgain(beforeTaskManager, beforeJobManager);

    whileBidding(
        records.subList(2 * part, records.size()),
        () -> {
          flink.killJobManager();
          flink.replaceJobManager();
          flink.awaitTaskManagers();
          jobs.forEach(this::awaitRestored);
        });
    PlainArbitration expected = PlainArbitration.of(topics.log());
    Reach.assertLively(expected.rulings());
    List<Ruling> rulings = awaitPlaces(expected);
    assertThat(PlainArbitration.byPlace(rulings))
        .isEqualTo(PlainArbitration.byPlace(expected.rulings()));
    assertNothingAgain(beforeJobManager, rulings);
    System.out.printf(
        "%,d rulings, of them %,d twice%n",
        rulings.size(), rulings.size() - expected.rulings().size());

    long log = topics.read(Topics.BIDS).size() + topics.read(Topics.USERS).size();
    await().atMost(PATIENCE).until(() -> recordsIn(bronze) == log);
    Tabled again = Tabled.ofBronze(bronze, directory.resolve("batch"), PATIENCE);
    assertThat(again.closeHashes()).isEqualTo(expected.closeHashes());
    assertThat(again.gold()).allSatisfy((table, rows) -> assertThat(rows).isNotEmpty());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(Tabled.inPostgres(postgres.jdbcUrl())).isEqualTo(again));
  }

  private String submit(String job, Map<String, String> own) {
    Map<String, String> arguments = new HashMap<>(own);
    arguments.put("bootstrapServers", kafka.bootstrapServers());
    arguments.put("checkpointingInterval", "2000");
    return flink.submit(job, PARALLELISM, "", arguments);
  }

  private void writeUsers() {
    Bidders.users().forEach((id, user) -> topics.write(Topics.USERS, id, user));
    topics.flush();
  }

  /** Until all that was said is answered, and no job can come to answer it again. */
  private List<Ruling> awaitAllAndCheckpoints(List<String> jobs) {
    List<Ruling> answered = awaitPlaces(PlainArbitration.of(topics.log()));
    jobs.forEach(flink.rest()::awaitCheckpoint);
    return answered;
  }

  private List<Ruling> awaitPlaces(PlainArbitration expected) {
    int places = PlainArbitration.byPlace(expected.rulings()).size();
    return await()
        .atMost(PATIENCE)
        .until(topics::rulings, told -> PlainArbitration.byPlace(told).size() >= places);
  }

  /** Kills when some of these are answered and others are still being written. */
  private void whileBidding(List<LogRecord> records, Runnable kill) {
    int before = topics.rulings().size();
    try (Bidding bidding = Bidding.of(topics, records)) {
      topics.awaitRulings(before + SOME, PATIENCE);
      assertThat(bidding.isOver()).as("all was said before the kill").isFalse();
      kill.run();
      bidding.awaitEnd(PATIENCE);
    }
  }

  private void awaitRestored(String job) {
    await()
        .atMost(PATIENCE)
        .ignoreException(FlinkRest.Refuses.class)
        .until(() -> flink.rest().checkpoints(job).restored() > 0);
    flink.rest().awaitTasks(job);
  }

  /** Nothing that stood in a checkpoint was decided again. */
  private static void assertNothingAgain(List<Ruling> before, List<Ruling> all) {
    Set<Ruling> known = new HashSet<>(before);
    assertThat(all.subList(before.size(), all.size())).noneMatch(known::contains);
  }

  /** Each of the log's and the users' once, however often they were written. */
  private static long recordsIn(Path bronze) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet answer =
            statement.executeQuery(
                """
                SELECT count(DISTINCT (topic, partition, "offset"))
                FROM read_parquet('%s/**/*.parquet', hive_partitioning = false)
                WHERE topic IN ('%s', '%s')
                """
                    .formatted(bronze, Topics.BIDS, Topics.USERS))) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
