package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.runner.Checkpoints;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.AwaitCheckpoint;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that is killed goes on from its checkpoint, with what it knew, and not from the beginning.
 */
class CheckpointTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void aNewJobGoesOnWhereTheCheckpointWasTaken() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(2);
      GeneratedLog.Live auctions = GeneratedLog.live(31, 40, 3_000, Instant.now());
      topics.appendAll(auctions.early());
      PlainArbitration halfway = PlainArbitration.of(topics.log());
      assertThat(bidFor(halfway)).as("items that somebody leads").hasSizeGreaterThan(5);
      try (ChildProcess job = start(kafka)) {
        topics.awaitRulings(halfway.rulings().size(), PATIENCE);
        AwaitCheckpoint.in(checkpoints(), PATIENCE);
        job.kill();
      }
      // Asked of the dead: a job that lives deletes the checkpoint before its newest at any time.
      Path checkpoint = new Checkpoints(checkpoints()).newest().orElseThrow();
      int before = topics.rulings().size();

      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Instant.now().isAfter(auctions.someAreOver()));
      topics.appendAll(auctions.late());
      PlainArbitration expected = PlainArbitration.of(topics.log());
      Reach.assertLively(expected.rulings());
      assertThat(repeatsOfWhatWasDecidedBefore(halfway, expected)).isNotEmpty();
      try (ChildProcess job = start(kafka, "--savepointPath=" + checkpoint.toUri())) {
        Map<String, Ruling> wanted = PlainArbitration.byPlace(expected.rulings());
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> PlainArbitration.byPlace(topics.rulings()).size() >= wanted.size());
        assertThat(PlainArbitration.byPlace(topics.rulings())).isEqualTo(wanted);
        assertThat(topics.rulings().size())
            .as("what was decided before the checkpoint is not decided again")
            .isLessThan(expected.rulings().size() + before);
        assertThat(job.isAlive()).isTrue();
      }

      topics.deleteFirst(Topics.BIDS, 1);
      try (ChildProcess job = start(kafka, "--savepointPath=" + checkpoint.toUri())) {
        assertThat(job.awaitExit(PATIENCE)).as("what it missed is gone").hasValue(1);
        assertThat(String.join("\n", job.lastLines())).contains("older than what is kept");
      }
    }
  }

  /** Items whose auction is open and has a leader: what a checkpoint must not lose. */
  private static List<String> bidFor(PlainArbitration arbitration) {
    return arbitration.states().entrySet().stream()
        .filter(
            item ->
                item.getValue() instanceof ItemState.Auction auction
                    && auction.closing().isEmpty()
                    && auction.bidding().leader().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Bids that came again after the checkpoint: their first answer is in it. */
  private static List<Ruling> repeatsOfWhatWasDecidedBefore(
      PlainArbitration halfway, PlainArbitration all) {
    Map<String, Ruling> before = PlainArbitration.byPlace(halfway.rulings());
    return all.rulings().stream()
        .filter(ruling -> !before.containsValue(ruling))
        .filter(
            ruling ->
                ruling instanceof Decision decision
                    && decision
                        .first()
                        .filter(
                            first -> before.containsKey(first.itemId() + "/" + first.position()))
                        .isPresent())
        .toList();
  }

  private ChildProcess start(KafkaServer kafka, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--checkpointDirectory=" + checkpoints(),
                "--checkpointingInterval=500"));
    arguments.addAll(List.of(more));
    return Jobs.arbitration(directory, "FlinkRunner", arguments.toArray(String[]::new));
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }
}
