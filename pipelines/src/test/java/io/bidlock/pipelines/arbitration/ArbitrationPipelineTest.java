package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.testing.ArbitrationJob;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job between a real Kafka and a real Redis. */
class ArbitrationPipelineTest {
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static KafkaServer kafka;
  private static RedisServer redis;
  private static AuctionTopics topics;

  @BeforeAll
  static void startServers() {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    redis = RedisServer.start(RedisServer.Options.in(directory.resolve("redis")));
    topics = new AuctionTopics(kafka.bootstrapServers());
  }

  @AfterAll
  static void stopServers() {
    topics.close();
    kafka.close();
    redis.close();
  }

  @BeforeEach
  void emptyTopics() throws Exception {
    topics.create(PARTITIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "DirectRunner"})
  void whatIsInTheLogIsDecidedAsThePlainArbiterDecidesIt(String runner) throws Exception {
    List<LogRecord> records =
        GeneratedLog.closed(17, 40, 3_000).stream().map(LogEntry::record).toList();
    topics.appendAll(records);
    topics.append("item-0", "{\"schema\":1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    topics.flush();
    PlainArbitration expected = PlainArbitration.of(topics.log());

    try (ChildProcess job =
        ArbitrationJob.start(
            directory,
            runner,
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--redisUri=" + redis.uri())) {
      List<Ruling> told = topics.awaitRulings(expected.rulings().size(), PATIENCE);

      assertThat(PlainArbitration.byPlace(told))
          .isEqualTo(PlainArbitration.byPlace(expected.rulings()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(topics.read(Topics.DEAD_LETTERS)).hasSize(1));
      assertThat(job.isAlive()).isTrue();
    }
  }
}
