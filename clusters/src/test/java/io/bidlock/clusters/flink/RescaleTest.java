package io.bidlock.clusters.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The arbitration job, stopped with a savepoint while people bid, goes on with another width. */
class RescaleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long SEED = 41;
  private static final int PARTITIONS = 4;
  private static final List<Integer> PARALLELISM = List.of(1, 2, 4, 1);
  private static final int SOME = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void theAnswersAreTheSameAndNoneIsGivenTwice() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers());
        FlinkCluster flink = FlinkCluster.start(directory.resolve("flink"), 2)) {
      topics.create(PARTITIONS);
      String job = submit(flink, kafka, PARALLELISM.get(0), "");
      GeneratedLog.Live auctions = GeneratedLog.live(SEED, 160, 8_000, Instant.now());
      List<LogRecord> records = new ArrayList<>(auctions.early());
      records.addAll(auctions.late());
      int part = records.size() / PARALLELISM.size();
      for (int turn = 1; turn < PARALLELISM.size(); turn++) {
        int before = topics.rulings().size();
        String savepoint;
        try (Bidding bidding =
            Bidding.of(topics, records.subList((turn - 1) * part, turn * part))) {
          topics.awaitRulings(before + SOME, PATIENCE);
          assertThat(bidding.isOver()).as("all was said before the stop").isFalse();
          savepoint = flink.rest().stop(job);
          flink.rest().awaitState(job, "FINISHED");
          bidding.awaitEnd(PATIENCE);
        }
        job = submit(flink, kafka, PARALLELISM.get(turn), savepoint);
        assertThat(flink.rest().checkpoints(job).latestRestored()).contains(savepoint);
      }
      topics.appendAll(records.subList((PARALLELISM.size() - 1) * part, records.size()));

      PlainArbitration expected = PlainArbitration.of(topics.log());
      Reach.assertLively(expected.rulings());
      List<Ruling> rulings = topics.awaitRulings(expected.rulings().size(), PATIENCE);
      assertThat(PlainArbitration.byPlace(rulings))
          .isEqualTo(PlainArbitration.byPlace(expected.rulings()));
      assertThat(rulings).as("rulings, none of them twice").hasSameSizeAs(expected.rulings());
    }
  }

  private static String submit(
      FlinkCluster flink, KafkaServer kafka, int parallelism, String savepoint) {
    String job =
        flink.submit(
            "arbitration",
            parallelism,
            savepoint,
            Map.of("bootstrapServers", kafka.bootstrapServers(), "redisUri", "", "bronze", ""));
    flink.rest().awaitTasks(job);
    return job;
  }
}
