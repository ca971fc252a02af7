package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.pipelines.testing.ArbitrationJob;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    List<LogRecord> records =
        GeneratedLog.closed(31, 20, 600).stream().map(LogEntry::record).toList();
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(2);
      topics.appendAll(records.subList(0, 300));
      int before;
      Path checkpoint;
      try (ChildProcess job = start(kafka)) {
        before = topics.awaitRulings(300, PATIENCE).size();
        checkpoint = awaitCheckpointAfter(latestCheckpoint());
        job.kill();
      }

      topics.appendAll(records.subList(300, records.size()));
      PlainArbitration expected = PlainArbitration.of(topics.log());
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
    }
  }

  private ChildProcess start(KafkaServer kafka, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--checkpointDirectory=" + checkpoints(),
                "--checkpointingInterval=500"));
    arguments.addAll(List.of(more));
    return ArbitrationJob.start(directory, "FlinkRunner", arguments.toArray(String[]::new));
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  /** The second one after that was begun when everything had been told. */
  private Path awaitCheckpointAfter(Optional<Path> earlier) {
    int number = earlier.map(CheckpointTest::number).orElse(0);
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            this::latestCheckpoint,
            latest -> latest.filter(path -> number(path) > number + 1).isPresent())
        .orElseThrow();
  }

  private Optional<Path> latestCheckpoint() throws IOException {
    if (!Files.isDirectory(checkpoints())) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(checkpoints(), 3, (path, file) -> path.endsWith("_metadata"))) {
      return files.map(Path::getParent).max(Comparator.comparingInt(CheckpointTest::number));
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
