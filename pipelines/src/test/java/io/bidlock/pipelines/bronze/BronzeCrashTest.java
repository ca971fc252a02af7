package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.AwaitCheckpoint;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.KafkaServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that fails between a file and the next checkpoint, and one that is killed at any time, go
 * on without a gap, and what they wrote twice is read once.
 */
class BronzeCrashTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int AT_ONCE = 500;

  @TempDir Path directory;
  private BronzeFolder bronze;

  @Test
  void nothingIsMissingAndNothingIsReadTwice() throws Exception {
    bronze = new BronzeFolder(directory.resolve("bronze").toString(), Runners.direct());
    Files.createDirectories(marks());
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(2);
      Path checkpoint = directory.resolve("checkpoint");
      try (ChildProcess job = start(kafka)) {
        for (int failures = 1; failures <= 3; failures++) {
          append(topics);
          awaitFailures(job, failures);
        }
        append(topics);
        AwaitCheckpoint.in(checkpoints(), PATIENCE);
        AwaitCheckpoint.copy(checkpoints(), checkpoint, PATIENCE);
        // More is on its way, and some of it in files that this checkpoint knows nothing of.
        append(topics);
        awaitFilesBeyond(job, bronze.files().size());
        job.kill();
      }
      append(topics);
      try (ChildProcess job = start(kafka, checkpoint.toUri().toString())) {
        append(topics);
        List<BronzeRecord> expected =
            topics.read(Topics.BIDS).stream().map(record -> BronzeRecord.of(0, record)).toList();
        await(job).until(() -> new HashSet<>(bronze.inFiles()).containsAll(expected));
        job.kill();

        assertThat(bronze.inFiles()).as("with repeats").hasSizeGreaterThan(expected.size());
        bronze.assertHoldsOnce(expected);
      }
    }
  }

  private static void append(AuctionTopics topics) {
    for (int i = 0; i < AT_ONCE; i++) {
      topics.append("item-" + i % 50, ("{\"bid\":" + i + "}").getBytes(StandardCharsets.UTF_8));
    }
    topics.flush();
  }

  private ChildProcess start(KafkaServer kafka, String... checkpoint) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                kafka.bootstrapServers(),
                directory.resolve("bronze").toString(),
                checkpoints().toString(),
                marks().toString()));
    arguments.addAll(List.of(checkpoint));
    Classpaths built = Classpaths.find();
    return ChildProcess.start(
        ChildProcess.Command.of(
                "bronze job",
                built.of("pipelines")
                    + File.pathSeparator
                    + built.home().resolve("pipelines/target/test-classes"),
                BronzeJob.class.getName(),
                directory.resolve("bronze.log"))
            .withJvmArguments(
                List.of(
                    "-Xmx1g",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"))
            .withArguments(arguments));
  }

  private static ConditionFactory await(ChildProcess job) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(job.isAlive()).as(job.describe("has ended")).isTrue());
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private Path marks() {
    return directory.resolve("marks");
  }

  private void awaitFailures(ChildProcess job, int count) {
    await(job)
        .until(
            () -> {
              try (Stream<Path> marks = Files.list(marks())) {
                return marks.count() >= count;
              }
            });
  }

  private void awaitFilesBeyond(ChildProcess job, int count) {
    await(job).until(() -> bronze.files().size() > count);
  }
}
