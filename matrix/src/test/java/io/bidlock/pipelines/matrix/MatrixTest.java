package io.bidlock.pipelines.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRecordCoder;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.postgres.PostgresTable;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.Bidders;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.pipelines.testing.Tables;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionTimeoutException;
import org.joda.time.ReadableInstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One log through every runner and mode that there is here: the same closes, by hash, as the plain
 * Arbiter's, and the same gold.
 */
class MatrixTest {
  private static final long SEED = 4;
  private static final int ITEMS = 2_000;
  private static final int COMMANDS = 100_000;
  private static final int PARTITIONS = 4;

  /** Direct is for a few records: in batch it gets one closed item in so many. */
  private static final int EVERY = 40;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ARBITRATION = "arbitration, streaming";
  private static final String STREAMING = "medallion, streaming";
  private static final String BATCH = "medallion, batch";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final List<Cell> cells = new ArrayList<>();
  private KafkaServer kafka;
  private PostgresServer postgres;
  private AuctionTopics topics;

  @BeforeEach
  void startServers() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    postgres = PostgresServer.start(PostgresServer.Options.in(directory.resolve("postgres")));
    topics = new AuctionTopics(kafka.bootstrapServers());
    topics.create(PARTITIONS);
  }

  @AfterEach
  void stopServersAndPrint() throws Exception {
    topics.close();
    postgres.close();
    kafka.close();
    String table = Cell.table(cells);
    Files.writeString(Path.of("target", "matrix.md"), table);
    System.out.println(table);
  }

  @Test
  void everyRunnerAndModeGivesOneAnswer() throws Exception {
    writeUsers();
    writeLog();
    List<LogEntry> log = topics.log();
    PlainArbitration expected = PlainArbitration.of(log);
    assertThat(log).hasSizeGreaterThan(COMMANDS);
    Reach.assertLively(expected.rulings());
    assertThat(expected.closeHashes()).hasSizeGreaterThan(ITEMS / 4);

    Path bronze = directory.resolve("bronze");
    writeBronze(bronze);
    var gold =
        batch(
            Engine.FLINK,
            bronze,
            expected.closeHashes(),
            Map.of(),
            "its gold is what others' is compared with");
    assertThat(ParquetTables.read(outOf(Engine.FLINK, bronze).resolve("silver"), Silver.ITEMS))
        .as("items that closed softly")
        .anyMatch(MatrixTest::closedSoftly);
    batch(Engine.SPARK, bronze, expected.closeHashes(), gold, "");
    aFewItems(expected.closeHashes());

    arbitrate(Engine.FLINK, expected);
    follow(expected, gold);
    refuse(
        MedallionPipeline.class,
        STREAMING,
        "take --runner=FlinkRunner, or --mode=BATCH",
        "--mode=STREAMING");
    refuse(
        ArbitrationPipeline.class,
        ARBITRATION + ", --order=OFFSET",
        "take --order=ARRIVAL, since Spark keeps the order of a partition",
        "--order=OFFSET");
    arbitrate(Engine.SPARK, expected);
    arbitrate(Engine.DIRECT, expected);
    for (Engine engine : Engine.values()) {
      closes(engine);
    }

    assertThat(cells)
        .allSatisfy(
            cell -> {
              assertThat(cell.differing()).as("items of %s", cell).isZero();
              assertThat(cell.rest().orElse(0)).as("what else differs of %s", cell).isZero();
            });
  }

  private void add(Cell cell) {
    cells.add(cell);
    System.out.println(cell);
  }

  private void writeUsers() {
    Bidders.users().forEach((id, user) -> topics.write(Topics.USERS, id, user));
    topics.flush();
  }

  /** A part while all is open, a part in the last seconds of a third of the items, a part late. */
  private void writeLog() {
    Instant start = Instant.now().plusSeconds(15);
    GeneratedLog.Live auctions = GeneratedLog.live(SEED, ITEMS, COMMANDS, start);
    List<LogRecord> early = auctions.early();
    int most = early.size() * 4 / 5;
    topics.appendAll(early.subList(0, most));
    // They close five seconds after the start, and softly during the two before.
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(start.plusMillis(3_200)));
    topics.appendAll(early.subList(most, early.size()));
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(auctions.someAreOver()));
    topics.appendAll(auctions.late());
  }

  /** As the job writes it that follows Kafka. */
  private void writeBronze(Path bronze) throws SQLException {
    long records = topics.read(Topics.BIDS).size() + topics.read(Topics.USERS).size();
    try (ChildProcess job =
        Engine.FLINK.start(
            MedallionPipeline.class,
            directory,
            "--mode=STREAMING",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--bronze=" + bronze,
            "--bronzeFileSeconds=1")) {
      awaitWhileRunning(job, () -> rowsOf(bronze) == records);
    }
    assertThat(rowsOf(bronze)).isEqualTo(records);
  }

  /** Direct against Flink on some of the closed items. */
  private void aFewItems(Map<String, String> hashes) throws Exception {
    Map<String, String> few = new TreeMap<>();
    List<String> closed = List.copyOf(hashes.keySet());
    for (int item = 0; item < closed.size(); item += EVERY) {
      few.put(closed.get(item), hashes.get(closed.get(item)));
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(topics.read(Topics.USERS));
    int users = records.size();
    topics.read(Topics.BIDS).stream()
        .filter(record -> few.containsKey(new String(record.key(), UTF_8)))
        .forEach(records::add);
    Path bronze = directory.resolve("bronze-of-few");
    Pipeline pipeline = Pipeline.create(Runners.direct());
    pipeline
        .apply(
            Create.of(records.stream().map(record -> BronzeRecord.of(0, record)).toList())
                .withCoder(BronzeRecordCoder.of()))
        .apply(WriteBronze.to(bronze.toString()));
    pipeline.run().waitUntilFinish();
    String note =
        "%,d records of the log, on every %dth closed item"
            .formatted(records.size() - users, EVERY);
    var gold =
        batch(Engine.FLINK, bronze, few, Map.of(), note + "; for Direct to be compared with");
    batch(Engine.DIRECT, bronze, few, gold, note);
  }

  /**
   * @param wanted gold to be compared with; empty for none
   * @return its gold
   */
  private Map<Table, Map<String, List<Object>>> batch(
      Engine engine,
      Path bronze,
      Map<String, String> hashes,
      Map<Table, Map<String, List<Object>>> wanted,
      String note)
      throws Exception {
    Path out = outOf(engine, bronze);
    long start = System.nanoTime();
    try (ChildProcess job =
        engine.start(
            MedallionPipeline.class,
            directory,
            "--mode=BATCH",
            "--bronze=" + bronze,
            "--fraudAlertThreshold=0.5",
            "--silver=" + out.resolve("silver"),
            "--gold=" + out.resolve("gold"))) {
      assertThat(job.awaitExit(PATIENCE)).as(() -> job.describe("did not end well")).hasValue(0);
    }
    double seconds = secondsSince(start);
    Map<Table, Map<String, List<Object>>> gold = new LinkedHashMap<>();
    for (Table table : Gold.tables()) {
      gold.put(table, Tables.kept(table, ParquetTables.read(out.resolve("gold"), table)));
      assertThat(gold.get(table)).as("rows of %s on %s", table, engine).isNotEmpty();
    }
    List<Row> items = ParquetTables.read(out.resolve("silver"), Silver.ITEMS);
    OptionalLong differing =
        wanted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(goldDiffering(wanted, gold));
    add(Cell.of(engine, BATCH, hashes, Tables.closeHashes(items), differing, seconds, note));
    return gold;
  }

  private Path outOf(Engine engine, Path bronze) {
    return directory.resolve(engine + "-of-" + bronze.getFileName());
  }

  private static boolean closedSoftly(Row item) {
    ReadableInstant closes = item.getDateTime("closes_at");
    ReadableInstant ends = item.getDateTime("ends_at");
    return closes != null && ends != null && ends.isAfter(closes);
  }

  /** Every ruling, not the closes alone, is to be as the plain Arbiter's. */
  private void arbitrate(Engine engine, PlainArbitration expected) {
    int before = topics.rulings().size();
    int wanted = before + expected.rulings().size();
    long start = System.nanoTime();
    try (ChildProcess job =
        engine.start(
            ArbitrationPipeline.class,
            directory,
            "--bootstrapServers=" + kafka.bootstrapServers())) {
      awaitWhileRunning(job, () -> topics.rulings().size() >= wanted);
    }
    double seconds = secondsSince(start);
    List<Ruling> all = topics.rulings();
    List<Ruling> rulings = all.subList(before, all.size());
    add(
        Cell.of(
            engine,
            ARBITRATION,
            expected.closeHashes(),
            PlainArbitration.closeHashes(rulings),
            OptionalLong.of(
                Cell.differences(
                    PlainArbitration.byPlace(expected.rulings()),
                    PlainArbitration.byPlace(rulings))),
            seconds,
            "%,d rulings".formatted(rulings.size())));
  }

  /** A log of its own, in which items fall due while the job runs. */
  private void closes(Engine engine) throws Exception {
    topics.create(PARTITIONS);
    long start = System.nanoTime();
    FallingDue items = new FallingDue(topics, PATIENCE);
    try (ChildProcess job =
        engine.start(
            ArbitrationPipeline.class,
            directory,
            "--bootstrapServers=" + kafka.bootstrapServers())) {
      items.run();
      assertThat(job.isAlive()).isTrue();
    }
    PlainArbitration expected = PlainArbitration.of(topics.log());
    add(
        Cell.of(
            engine,
            ARBITRATION + ", closes",
            expected.closeHashes(),
            PlainArbitration.closeHashes(topics.rulings()),
            OptionalLong.empty(),
            secondsSince(start),
            "published after their time: half within %,d ms, all within %,d ms"
                .formatted(items.median(), items.most())));
  }

  /** The decisions that Flink has written, into PostgreSQL. */
  private void follow(PlainArbitration expected, Map<Table, Map<String, List<Object>>> wanted) {
    long start = System.nanoTime();
    try (ChildProcess job =
        Engine.FLINK.start(
            MedallionPipeline.class,
            directory,
            "--mode=STREAMING",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--fraudAlertThreshold=0.5",
            "--silver=" + postgres.jdbcUrl(),
            "--gold=" + postgres.jdbcUrl())) {
      awaitWhileRunning(
          job,
          () ->
              Tables.closeHashes(inPostgres(Silver.ITEMS)).equals(expected.closeHashes())
                  && goldDiffering(wanted, goldInPostgres()) == 0);
    }
    double seconds = secondsSince(start);
    add(
        Cell.of(
            Engine.FLINK,
            STREAMING,
            expected.closeHashes(),
            Tables.closeHashes(inPostgres(Silver.ITEMS)),
            OptionalLong.of(goldDiffering(wanted, goldInPostgres())),
            seconds,
            "without `bidder_features`, which come when their day is over"));
  }

  /** Until it is done or out of time: what is missing then, the table shows. */
  private static void awaitWhileRunning(ChildProcess job, Callable<Boolean> done) {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(() -> !job.isAlive() || done.call());
    } catch (ConditionTimeoutException e) {
      System.out.println(job.describe("was not done in time"));
    }
    if (!job.isAlive()) {
      System.out.println(job.describe("ended too early"));
    }
  }

  /** Of the tables that the second has. */
  private static long goldDiffering(
      Map<Table, Map<String, List<Object>>> wanted, Map<Table, Map<String, List<Object>>> found) {
    return found.keySet().stream()
        .mapToLong(table -> Cell.differences(wanted.get(table), found.get(table)))
        .sum();
  }

  private Map<Table, Map<String, List<Object>>> goldInPostgres() {
    Map<Table, Map<String, List<Object>>> gold = new LinkedHashMap<>();
    for (Table table : Gold.tables()) {
      if (!table.equals(Gold.BIDDER_FEATURES)) {
        gold.put(table, Tables.kept(table, inPostgres(table)));
      }
    }
    return gold;
  }

  private List<Row> inPostgres(Table table) {
    try (Stream<Row> rows = PostgresTable.read(PostgresSettings.of(postgres.jdbcUrl()), table)) {
      return rows.toList();
    }
  }

  /** Spark says at submission what it cannot do. */
  private void refuse(Class<?> job, String cell, String wayOut, String argument) {
    long start = System.nanoTime();
    try (ChildProcess refusing =
        Engine.SPARK.start(
            job, directory, argument, "--bootstrapServers=" + kafka.bootstrapServers())) {
      assertThat(refusing.awaitExit(PATIENCE)).hasValue(1);
      String sentence =
          refusing.lastLines().stream()
              .filter(line -> line.contains("has failed: "))
              .map(line -> line.substring(line.indexOf("has failed: ") + 12))
              .findFirst()
              .orElseThrow(() -> new AssertionError(refusing.describe("did not say why")));
      assertThat(sentence).endsWith(wayOut);
      add(Cell.refused(Engine.SPARK, cell, secondsSince(start), sentence));
    }
  }

  private static long rowsOf(Path parquet) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet answer =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet('" + parquet + "/**/*.parquet')")) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
