package io.bidlock.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
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
    GeneratedLog.Live auctions = GeneratedLog.live(31, 100, 20_000, Instant.now());
    int before = decideHalfAndKill(auctions);
    PlainArbitration expected = appendTheRest(auctions);

    try (SparkDriver driver = submit("again", 1)) {
      awaitAll(driver, 0, expected);
      List<Ruling> all = topics.rulings();
      assertThat(differing(expected.rulings(), all)).isEmpty();
      assertThat(all.size())
          .as("what was decided before the checkpoint is not decided again")
          .isLessThan(before + expected.rulings().size());
    }
  }

  @Test
  void aNewGenerationSaysEverythingAgain() throws Exception {
    GeneratedLog.Live auctions = GeneratedLog.live(32, 100, 20_000, Instant.now());
    int before = decideHalfAndKill(auctions);
    PlainArbitration expected = appendTheRest(auctions);

    try (SparkDriver driver = submit("next", 2)) {
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
    try (SparkDriver driver = submit("first", 1)) {
      // Late enough for the state to have got into the checkpoint, which it does each tenth batch.
      topics.awaitRulings(half * 9 / 10, SparkCluster.PATIENCE);
      driver.process().kill();
    }
    await().atMost(SparkCluster.PATIENCE).until(() -> cluster.executors().isEmpty());
    int before = topics.rulings().size();
    assertThat(before).as("in mid-stream").isLessThan(half);
    return before;
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

  private SparkDriver submit(String name, int checkpoint) throws Exception {
    return cluster.submit(
        name,
        ArbitrationPipeline.class,
        "--runner=SparkRunner",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--batchIntervalMillis=4000",
        "--maxRecordsPerBatch=800",
        "--checkpointDir=" + directory.resolve("checkpoint-" + checkpoint));
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
