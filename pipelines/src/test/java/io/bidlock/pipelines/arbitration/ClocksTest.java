package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever clocks say, every record is decided, and as the plain Arbiter decides it: with
 * partitions that never get a record, others that are idle, a broker whose clock steps back, by
 * seconds and by an hour, and workers whose clocks run ahead of it by months, or behind. What waits
 * for the watermark waits as long as the broker was ahead: idle partitions follow workers' clocks.
 */
class ClocksTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PARTITIONS = 8;

  /** Fewer than partitions. */
  private static final int ITEMS = 3;

  @TempDir private Path directory;
  private KafkaServer kafka;
  private AuctionTopics topics;

  @BeforeEach
  void setUp() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    topics = new AuctionTopics(kafka.bootstrapServers());
    topics.create(PARTITIONS);
  }

  @AfterEach
  void tearDown() throws Exception {
    topics.close();
    kafka.close();
  }

  @ParameterizedTest(name = "order {0}, broker {1} s ahead of workers")
  @CsvSource({"ARRIVAL, -7000000", "ARRIVAL, 3600", "OFFSET, -7000000", "OFFSET, 5"})
  void everythingIsDecided(RecordOrder order, long aheadSeconds) throws Exception {
    List<LogEntry> story = GeneratedLog.closed(51, ITEMS, 300);
    long lastMillis = story.get(story.size() - 1).timeMillis();
    long shiftMillis = Instant.now().plusSeconds(aheadSeconds).toEpochMilli() - lastMillis;
    topics.appendWithTimes(story, shiftMillis);
    try (ChildProcess job =
        Jobs.arbitration(
            directory,
            "FlinkRunner",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--order=" + order)) {
      assertDecided();
      // The broker's clock is right again, which may be a step back by an hour; most items'
      // partitions
      // stay idle.
      topics.append(story.get(0).record());
      topics.flush();
      assertDecided();
      assertThat(job.isAlive()).isTrue();
    }
  }

  private void assertDecided() {
    List<LogEntry> log = topics.log();
    assertThat(log.stream().map(entry -> entry.position().partition()).distinct())
        .as("partitions with a record")
        .hasSizeLessThan(PARTITIONS / 2 + 1);
    Map<String, Ruling> wanted = PlainArbitration.byPlace(PlainArbitration.of(log).rulings());
    await()
        .atMost(PATIENCE)
        .until(() -> PlainArbitration.byPlace(topics.rulings()).size() >= wanted.size());
    assertThat(PlainArbitration.byPlace(topics.rulings())).isEqualTo(wanted);
  }
}
