package io.bidlock.pipelines.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.testing.HoldingWire;
import io.bidlock.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many items a bundle has, Redis is waited for once. */
class OneRoundTripTest {
  private static final int ITEMS = 100;
  private static final List<String> IDS =
      IntStream.range(0, ITEMS).mapToObj(item -> "vase-" + item).toList();

  @TempDir Path directory;
  private RedisServer server;
  private HoldingWire wire;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisCommands<String, String> redis;

  @BeforeEach
  void startRedis() throws Exception {
    server = RedisServer.start(RedisServer.Options.in(directory));
    wire = new HoldingWire(server.port());
    client = RedisClient.create(server.uri());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterEach
  void stopRedis() {
    connection.close();
    client.shutdown();
    wire.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void allItemsAreAskedAboutBeforeTheFirstAnswer(LockStrategy strategy) {
    redis.set(LockKeys.DEFAULT.of("vase-99"), "till-4");
    try (LockStore store = options(strategy).open()) {
      store.look(List.of());
      wire.holdUntil("GET", ITEMS);

      assertThat(store.look(IDS).values()).isEqualTo(Map.of("vase-99", "till-4"));
    }
  }

  @Test
  void byFunctionAllHoldsAreShownBeforeTheFirstAnswer() {
    try (LockStore store = options(LockStrategy.FUNCTION).open()) {
      store.show(List.of(held("vase-0", 1)));
      wire.holdUntil("FCALL", ITEMS);

      store.show(IDS.stream().map(id -> held(id, 2)).toList());
      assertThat(IDS).allMatch(id -> redis.get(LockKeys.DEFAULT.of(id)) != null);
    }
  }

  @Test
  void aBundleAsksOnceAboutEachItemHoweverManyRecordsItHas() {
    LogLayout layout = LogLayout.of(Topics.BIDS, Map.of(0, 0L), Map.of(0, 1_000_000L));
    // Kafka is asked at the log's end, which is not reached.
    LookAtLocks step =
        new LookAtLocks(options(LockStrategy.FUNCTION), "localhost:1", layout, 7, 60_000);
    step.setUp();
    try {
      Passed passed = new Passed();
      bundle(step, passed, List.of("vase-0"));
      long gets = calls("get");
      long hgets = calls("hget");
      wire.holdUntil("GET", ITEMS);

      List<String> thrice = new ArrayList<>(IDS);
      thrice.addAll(IDS);
      thrice.addAll(IDS);
      bundle(step, passed, thrice);

      assertThat(wire.isOpen()).isTrue();
      assertThat(calls("get") - gets).isEqualTo(ITEMS);
      assertThat(calls("hget") - hgets).as("looks at the epoch").isEqualTo(1);
      assertThat(passed.records).hasSize(1 + thrice.size());
    } finally {
      step.tearDown();
    }
  }

  private static void bundle(LookAtLocks step, Passed passed, List<String> itemIds) {
    step.startBundle();
    for (String itemId : itemIds) {
      step.pass(record(itemId, passed.records.size()), passed);
    }
    step.finishBundle();
  }

  private static KafkaRecord<byte[], byte[]> record(String itemId, long offset) {
    return new KafkaRecord<>(
        Topics.BIDS,
        0,
        offset,
        1_000_000,
        KafkaTimestampType.LOG_APPEND_TIME,
        new RecordHeaders(),
        itemId.getBytes(StandardCharsets.UTF_8),
        new byte[0]);
  }

  /** How often Redis has run a command. */
  private long calls(String command) {
    Matcher matcher =
        Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(redis.info("commandstats"));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private LockStoreOptions options(LockStrategy strategy) {
    return new LockStoreOptions(wire.uri(), strategy, LockKeys.DEFAULT_PATTERN, 5_000);
  }

  private static LockChange held(String itemId, long itemSeq) {
    long until = System.currentTimeMillis() + 60_000;
    return new LockChange(itemId, new LockValue(LockValue.State.HELD, "pos-1", 1, until, itemSeq));
  }

  private static final class Passed implements OutputReceiver<KafkaRecord<byte[], byte[]>> {
    private final List<KafkaRecord<byte[], byte[]>> records = new ArrayList<>();

    @Override
    public void output(KafkaRecord<byte[], byte[]> record) {
      records.add(record);
    }

    @Override
    public OutputBuilder<KafkaRecord<byte[], byte[]>> builder(KafkaRecord<byte[], byte[]> record) {
      throw new UnsupportedOperationException("records pass as they are");
    }
  }
}
