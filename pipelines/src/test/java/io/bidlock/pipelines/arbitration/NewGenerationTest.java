package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.bronze.ScanBronze;
import io.bidlock.pipelines.runner.Checkpoints;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.AwaitCheckpoint;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/upgrades.md promises: a new generation that begins with bronze, where the log no longer
 * reaches back, and goes on with the log catches up beside the old one and takes over; and one that
 * begins with bronze in another era decides everything as it was decided.
 */
class NewGenerationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private KafkaServer kafka;
  private RedisServer redis;
  private AuctionTopics topics;
  private ChildProcess medallion;

  /** By position: what the log holds, and what it held before its beginning went. */
  private final Map<String, LogEntry> written = new TreeMap<>();

  @BeforeEach
  void setUp() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    redis = RedisServer.start(RedisServer.Options.in(directory.resolve("redis")));
    topics = new AuctionTopics(kafka.bootstrapServers());
    topics.create(4);
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @AfterEach
  void tearDown() throws Exception {
    if (medallion != null) {
      medallion.close();
    }
    topics.close();
    redis.close();
    kafka.close();
  }

  @Test
  void itBeginsWithBronzeAndTakesOver() throws Exception {
    GeneratedLog.Live auctions = GeneratedLog.live(41, 60, 4_000, Instant.now());
    int half = auctions.early().size() / 2;
    medallion = keepBronze(0);
    ChildProcess old = arbitrate(1);
    try (old) {
      topics.appendAll(auctions.early().subList(0, half));
      topics.awaitRulings(expected(0).rulings().size(), PATIENCE);
      awaitBronze();
      topics.deleteFirst(Topics.BIDS, 0.5);
      assertThat(topics.log(0)).as("the log has lost records").hasSizeLessThan(written.size());
      assertRefused("--epoch=2");

      ChildProcess young = arbitrate(2, "--bronze=" + bronze());
      try (young) {
        topics.appendAll(auctions.early().subList(half, auctions.early().size()));
        // It learns of the young one at the next records, as a closer repeats them.
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  topics.append(new CloseDue("item-0"));
                  return !old.isAlive();
                });
        assertThat(old.awaitExit(PATIENCE))
            .as("the old one gives way")
            .hasValue(ArbitrationPipeline.EXIT_SUPERSEDED);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(auctions.someAreOver()));
        topics.appendAll(auctions.late());
        assertDecided(0);
        Reach.assertLively(expected(0).rulings());
        assertThat(young.isAlive()).isTrue();
      }
    }

    awaitBronze();
    medallion.close();
    // Kafka is lost, with all topics, and comes back with more partitions.
    topics.create(6);
    GeneratedLog.Live more = GeneratedLog.live(42, 80, 2_000, Instant.now());
    topics.appendAll(more.early());
    assertRefused("--epoch=3", "--era=1");
    try (ChildProcess next = arbitrate(3, "--era=1", "--bronze=" + bronze())) {
      await().atMost(PATIENCE).until(() -> Instant.now().isAfter(more.someAreOver()));
      topics.appendAll(more.late());
      assertDecided(1);
      assertThat(next.isAlive()).isTrue();
    }
  }

  @Test
  void aSavepointIsGoneOnFromInAnotherEra() throws Exception {
    GeneratedLog.Live auctions = GeneratedLog.live(43, 40, 2_000, Instant.now());
    Path checkpoints = directory.resolve("checkpoints");
    String keep = "--checkpointDirectory=" + checkpoints;
    topics.appendAll(auctions.early());
    try (ChildProcess job = arbitrate(1, keep, "--checkpointingInterval=500")) {
      topics.awaitRulings(expected(0).rulings().size(), PATIENCE);
      AwaitCheckpoint.in(checkpoints, PATIENCE);
      job.kill();
    }
    Path checkpoint = new Checkpoints(checkpoints).newest().orElseThrow();
    Map<String, Ruling> before = PlainArbitration.byPlace(expected(0).rulings());

    topics.create(6);
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(auctions.someAreOver()));
    topics.appendAll(auctions.late());
    String from = "--savepointPath=" + checkpoint.toUri();
    try (ChildProcess next = arbitrate(2, keep, from, "--allowNonRestoredState=true", "--era=1")) {
      Map<String, Ruling> wanted = PlainArbitration.byPlace(expected(1).rulings());
      wanted.keySet().removeAll(before.keySet());
      assertThat(wanted.values()).as("auctions that go on").anyMatch(ItemClosed.class::isInstance);
      topics.awaitRulings(wanted.size(), PATIENCE);
      assertThat(PlainArbitration.byPlace(topics.rulings())).isEqualTo(wanted);
      assertThat(next.isAlive()).isTrue();
    }
  }

  /** Each ruling is the plain Arbiter's on all that was ever written, and none is missing. */
  private void assertDecided(int era) {
    Map<String, Ruling> wanted = PlainArbitration.byPlace(expected(era).rulings());
    await()
        .atMost(PATIENCE)
        .until(() -> PlainArbitration.byPlace(topics.rulings()).size() >= wanted.size());
    assertThat(PlainArbitration.byPlace(topics.rulings())).isEqualTo(wanted);
  }

  private PlainArbitration expected(int era) {
    topics.log(era).forEach(entry -> written.put(entry.position().toString(), entry));
    List<LogEntry> all = new ArrayList<>(written.values());
    all.sort(
        (one, other) -> {
          int byPlace = one.position().compareTo(other.position());
          return byPlace != 0
              ? byPlace
              : Integer.compare(one.position().partition(), other.position().partition());
        });
    return PlainArbitration.of(all);
  }

  private void assertRefused(String... arguments) {
    try (ChildProcess refused = arbitrateWith(arguments)) {
      assertThat(refused.awaitExit(PATIENCE)).hasValue(1);
      assertThat(String.join("\n", refused.lastLines())).contains("--bronze");
    }
  }

  private ChildProcess arbitrate(long epoch, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--epoch=" + epoch));
    arguments.addAll(List.of(more));
    return arbitrateWith(arguments.toArray(String[]::new));
  }

  private ChildProcess arbitrateWith(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--bootstrapServers=" + kafka.bootstrapServers(), "--redisUri=" + redis.uri()));
    arguments.addAll(List.of(more));
    return Jobs.arbitration(directory, "FlinkRunner", arguments.toArray(String[]::new));
  }

  private ChildProcess keepBronze(int era) {
    return Jobs.medallion(
        directory,
        "FlinkRunner",
        "--mode=STREAMING",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--era=" + era,
        "--bronze=" + bronze(),
        "--bronzeFileSeconds=1");
  }

  private void awaitBronze() {
    expected(0);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> positionsInBronze().containsAll(written.keySet()));
  }

  private Set<String> positionsInBronze() throws IOException {
    Set<String> positions = new HashSet<>();
    ScanBronze.of(bronze(), Topics.BIDS)
        .forEach(record -> positions.add(record.position().toString()));
    return positions;
  }

  private String bronze() {
    return directory.resolve("bronze").toString();
  }
}
