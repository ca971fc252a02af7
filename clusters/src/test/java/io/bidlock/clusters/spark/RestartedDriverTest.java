package io.bidlock.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Arbitration in streaming, whose driver is killed in mid-stream. */
class RestartedDriverTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private KafkaServer kafka;
  private AuctionTopics topics;
  private SparkCluster cluster;

  @BeforeEach
  void start() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    topics = new AuctionTopics(kafka.bootstrapServers());
    topics.create(2);
    cluster = SparkCluster.start(directory.resolve("spark"));
  }

  @AfterEach
  void stop() {
    cluster.close();
    topics.close();
    kafka.close();
  }

  @Test
  void itGoesOnFromItsCheckpoint() throws Exception {
    GeneratedLog.Live auctions = GeneratedLog.live(31, 100, 16_000, Instant.now());
    decideHalfAndKill(auctions);
    PlainArbitration expected = appendTheRest(auctions);

    try (SparkDriver driver = submit("again", 1, 2)) {
      awaitAll(driver, 0, expected);
      assertThat(differing(expected.rulings(), topics.rulings())).isEmpty();
      // What was given at the restart does not count: the job is as it is in the checkpoint.
      assertThat(epochs()).as("it has not begun anew").containsOnly("1");
    }
  }

  @Test
  void aNewGenerationSaysEverythingAgain() throws Exception {
    GeneratedLog.Live auctions = GeneratedLog.live(32, 100, 16_000, Instant.now());
    int before = decideHalfAndKill(auctions);
    PlainArbitration expected = appendTheRest(auctions);

    try (SparkDriver driver = submit("next", 2, 2)) {
      awaitAll(driver, before, expected);
      List<Ruling> all = topics.rulings();
      assertThat(differing(expected.rulings(), all.subList(before, all.size()))).isEmpty();
      assertThat(differing(expected.rulings(), all)).as("as before, where there was one").isEmpty();
    }
  }

  /**
   * @return how many rulings there are then
   */
  private int decideHalfAndKill(GeneratedLog.Live auctions) throws Exception {
    topics.appendAll(auctions.early());
    int half = PlainArbitration.of(topics.log()).rulings().size();
    try (SparkDriver driver = submit("first", 1, 1)) {
      // Late enough for the state to have got into the checkpoint, which it does each tenth batch.
      topics.awaitRulings(half * 6 / 10, SparkCluster.PATIENCE);
      await().atMost(SparkCluster.PATIENCE).ignoreExceptions().until(this::checkpointed);
      driver.process().kill();
    }
    await().atMost(SparkCluster.PATIENCE).until(() -> cluster.executors().isEmpty());
    int before = topics.rulings().size();
    assertThat(before).as("in mid-stream").isLessThan(half);
    return before;
  }

  /** A driver that has far to catch up takes its time before it writes one. */
  private boolean checkpointed() throws IOException {
    try (Stream<Path> files = Files.list(checkpoint(1).resolve("spark-checkpoint"))) {
      return files.anyMatch(file -> file.getFileName().toString().matches("checkpoint-\\d+"));
    }
  }

  private PlainArbitration appendTheRest(GeneratedLog.Live auctions) {
    await()
        .atMost(SparkCluster.PATIENCE)
        .until(() -> Instant.now().isAfter(auctions.someAreOver()));
    topics.appendAll(auctions.late());
    PlainArbitration expected = PlainArbitration.of(topics.log());
    Reach.assertLively(expected.rulings());
    return expected;
  }

  private Path checkpoint(int number) {
    return directory.resolve("checkpoint-" + number);
  }

  /** Which generations have told the rulings that there are. */
  private Set<String> epochs() {
    return topics.read(Topics.DECISIONS).stream()
        .map(record -> AuctionTopics.headers(record).get("epoch"))
        .collect(Collectors.toSet());
  }

  private SparkDriver submit(String name, int checkpoint, int epoch) throws Exception {
    return cluster.submit(
        name,
        ArbitrationPipeline.class,
        "--runner=SparkRunner",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--batchIntervalMillis=4000",
        "--maxRecordsPerBatch=400",
        "--epoch=" + epoch,
        "--checkpointDir=" + checkpoint(checkpoint));
  }

  /** Until each record has its ruling, those not counted that came before. */
  private void awaitAll(SparkDriver driver, int before, PlainArbitration expected) {
    await()
        .atMost(SparkCluster.PATIENCE)
        .until(
            () -> {
              driver.requireAlive();
              List<Ruling> all = topics.rulings();
              return PlainArbitration.byPlace(all.subList(before, all.size())).size()
                  >= expected.rulings().size();
            });
  }

  /** Places of rulings that only one side has, or that are others on the other; repeats may be. */
  private static List<String> differing(List<Ruling> wanted, List<Ruling> found) {
    Map<String, Ruling> one = PlainArbitration.byPlace(wanted);
    Map<String, Ruling> other = PlainArbitration.byPlace(found);
    TreeSet<String> places = new TreeSet<>(one.keySet());
    places.addAll(other.keySet());
    return places.stream()
        .filter(place -> !Objects.equals(one.get(place), other.get(place)))
        .toList();
  }
}
