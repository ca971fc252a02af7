package io.bidlock.pipelines.arbitration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Reach;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job between a real Kafka and a real Redis. */
class ArbitrationPipelineTest {
  private static final int PARTITIONS = 4;
  private static final long EPOCH = 42;
  private static final byte[] NOTHING = {};
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
    GeneratedLog.Live auctions = GeneratedLog.live(17, 40, 3_000, Instant.now());
    topics.appendAll(auctions.early());
    try (ChildProcess job = start(runner)) {
      await().atMost(PATIENCE).until(() -> Instant.now().isAfter(auctions.someAreOver()));
      topics.appendAll(auctions.late());
      PlainArbitration expected = PlainArbitration.of(topics.log());
      Reach.assertLively(expected.rulings());

      assertThat(PlainArbitration.byPlace(topics.awaitRulings(expected.rulings().size(), PATIENCE)))
          .isEqualTo(PlainArbitration.byPlace(expected.rulings()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(topics.lastItems()).isEqualTo(expected.items()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(topics.settlements())
                      .containsExactlyInAnyOrderElementsOf(expected.settlements()));
      assertThat(expected.settlements()).hasSize(sold(expected));
      everyDecisionTellsWhatItIsAndWhoWroteIt();
      assertThat(topics.read(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(job.isAlive()).isTrue();
    }
  }

  private static int sold(PlainArbitration arbitration) {
    return (int)
        arbitration.rulings().stream()
            .filter(
                ruling -> ruling instanceof ItemClosed closed && closed.outcome() == Outcome.SOLD)
            .count();
  }

  private static void everyDecisionTellsWhatItIsAndWhoWroteIt() throws UnreadableRecord {
    for (ConsumerRecord<byte[], byte[]> record : topics.read(Topics.DECISIONS)) {
      Ruling ruling = RulingJson.read(record.value());
      assertThat(record.key()).asString().isEqualTo(ruling.itemId());
      assertThat(AuctionTopics.headers(record))
          .containsEntry("epoch", Long.toString(EPOCH))
          .containsEntry(
              "ce_type",
              ruling instanceof Decision ? "io.bidlock.Decision" : "io.bidlock.ItemClosed")
          .containsEntry("ce_id", place(ruling) + "/" + ruling.itemSeq())
          .containsEntry("ce_subject", ruling.itemId());
    }
  }

  private static Position place(Ruling ruling) {
    return ruling instanceof Decision decision
        ? decision.position()
        : ((ItemClosed) ruling).position();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "DirectRunner"})
  void whatCannotBeReadIsADeadLetterAndTheNextRecordIsDecided(String runner) throws Exception {
    byte[] bid = LogRecordJson.write(new CloseDue("item-0"));
    List<Unreadable> unreadable =
        List.of(
            new Unreadable("item-0", "{\"schema\":1".getBytes(UTF_8), ""),
            new Unreadable("item-0", new byte[] {(byte) 0xff, 0, 1}, ""),
            new Unreadable(
                "item-0",
                "{\"schema\":99,\"type\":\"CloseDue\",\"item_id\":\"item-0\"}".getBytes(UTF_8),
                "version 99 is unknown"),
            new Unreadable("item-1", bid, "key is not its item_id item-0"),
            new Unreadable("item-0", null, "no value"));
    try (ChildProcess job = start(runner)) {
      Map<String, Unreadable> places = new TreeMap<>();
      for (Unreadable one : unreadable) {
        places.put(topics.place(one.key(), one.value()).toString(), one);
      }
      topics.appendAll(List.of(new ItemWithdrawn("item-0", "after", "operator", "no reason")));

      topics.awaitRulings(1, PATIENCE);
      List<ConsumerRecord<byte[], byte[]>> letters =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> topics.read(Topics.DEAD_LETTERS),
                  found -> found.size() >= unreadable.size());
      assertThat(letters).hasSameSizeAs(unreadable);
      for (ConsumerRecord<byte[], byte[]> letter : letters) {
        Map<String, String> headers = AuctionTopics.headers(letter);
        Unreadable written = places.remove(headers.get("position"));
        assertThat(written).as("what stood at %s", headers).isNotNull();
        assertThat(letter.key()).asString().isEqualTo(written.key());
        assertThat(letter.value()).isEqualTo(written.value() == null ? NOTHING : written.value());
        assertThat(headers.get("error")).isNotEmpty().contains(written.error());
        assertThat(headers)
            .containsEntry("topic", Topics.BIDS)
            .containsEntry("epoch", Long.toString(EPOCH));
      }
      assertThat(job.isAlive()).isTrue();
    }
  }

  private record Unreadable(String key, byte @Nullable [] value, String error) {}

  private static ChildProcess start(String runner) {
    return Jobs.arbitration(
        directory,
        runner,
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--redisUri=" + redis.uri(),
        "--epoch=" + EPOCH);
  }
}
