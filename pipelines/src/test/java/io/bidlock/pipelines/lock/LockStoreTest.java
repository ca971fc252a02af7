package io.bidlock.pipelines.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.pipelines.redis.RedisUnavailable;
import io.bidlock.servers.RedisServer;
import io.lettuce.core.FlushMode;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both strategies against a real Redis: they must not differ in anything. */
class LockStoreTest {
  private static final String ITEM = "vase-1";

  @TempDir static Path directory;
  private static RedisServer server;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void startRedis() {
    server = RedisServer.start(RedisServer.Options.in(directory));
    client = RedisClient.create(server.uri());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterAll
  static void stopRedis() {
    connection.close();
    client.shutdown();
    server.close();
  }

  @BeforeEach
  void emptyRedis() {
    redis.flushall();
    redis.functionFlush(FlushMode.SYNC);
  }

  @ParameterizedTest
  @EnumSource
  void aHoldIsShownAndOnlyALaterDecisionReplacesIt(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      store.show(List.of(held("pos-1", 5, 5)));
      store.show(List.of(held("pos-1", 5, 7), held("other", 9, 9, "vase-2")));
      store.show(List.of(held("late", 3, 6)));

      assertThat(shown())
          .hasValueSatisfying(
              value -> {
                assertThat(value.holder()).isEqualTo("pos-1");
                assertThat(value.token()).isEqualTo(5);
                assertThat(value.itemSeq()).isEqualTo(7);
                assertThat(value.heldAt(System.currentTimeMillis())).isTrue();
              });
      assertThat(store.look(List.of(ITEM, "vase-2", "vase-3")).values()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasGivenBackIsNotBroughtBackByAnOlderDecision(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      store.show(List.of(held("pos-1", 5, 5)));
      store.show(List.of(change(LockValue.State.FREE, "pos-1", 5, 8, ITEM)));
      store.show(List.of(held("pos-1", 5, 5), held("pos-1", 5, 6)));

      assertThat(shown())
          .hasValueSatisfying(
              value -> assertThat(value.heldAt(System.currentTimeMillis())).isFalse());
      assertThat(redis.pttl(LockKeys.DEFAULT.of(ITEM))).isBetween(1L, 70_000L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHoldThatIsLongOverIsNotShownWhenTheLogIsReplayed(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      redis.set(LockKeys.DEFAULT.of(ITEM), "a stranger");
      store.show(
          List.of(
              new LockChange(ITEM, new LockValue(LockValue.State.HELD, "pos-1", 5, 1_000_000, 5))));

      assertThat(redis.get(LockKeys.DEFAULT.of(ITEM))).isEqualTo("a stranger");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anothersHoldReplacesAStrangersValueButNeitherAReleaseNorTheStrangersOwnDoes(
      LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      redis.set(LockKeys.DEFAULT.of(ITEM), "till-4");
      store.show(List.of(change(LockValue.State.FREE, "pos-1", 5, 8, ITEM)));
      assertThat(redis.get(LockKeys.DEFAULT.of(ITEM))).isEqualTo("till-4");

      store.show(List.of(held("till-4", 9, 9)));
      assertThat(redis.get(LockKeys.DEFAULT.of(ITEM)))
          .as("for till-4 to compare and delete")
          .isEqualTo("till-4");

      store.show(List.of(held("till-5", 11, 11)));
      assertThat(shown()).map(LockValue::holder).hasValue("till-5");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatAStrangerMadeAListIsSeenAndReplaced(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      redis.rpush(LockKeys.DEFAULT.of(ITEM), "what", "ever");
      assertThat(store.look(List.of(ITEM)).values()).containsKey(ITEM);

      store.show(List.of(held("pos-1", 5, 5)));
      assertThat(shown()).map(LockValue::holder).hasValue("pos-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGenerationBecomesTheNewestOnceAllItsPartitionsHaveCaughtUp(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      assertThat(store.look(List.of()).epoch()).isZero();
      assertThat(store.raiseEpoch(7, 3, List.of(0))).isZero();
      assertThat(store.raiseEpoch(9, 2, List.of(1))).isZero();
      assertThat(store.raiseEpoch(7, 3, List.of(2, 0))).isZero();
      assertThat(store.raiseEpoch(7, 3, List.of(1))).isEqualTo(7);
      assertThat(store.look(List.of()).epoch()).isEqualTo(7);

      assertThat(store.raiseEpoch(9, 2, List.of(0))).isEqualTo(9);
      assertThat(store.raiseEpoch(8, 1, List.of(0))).as("an older one").isEqualTo(9);
      assertThat(redis.hgetall(LockKeys.EPOCH_KEY)).containsOnlyKeys(LockKeys.EPOCH_FIELD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRedisThatLostItsFunctionsAndItsMemoryGetsThemBack(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      store.show(List.of(held("pos-1", 5, 5)));
      redis.flushall();
      redis.functionFlush(FlushMode.SYNC);

      store.show(List.of(held("pos-1", 5, 6)));
      assertThat(shown()).map(LockValue::itemSeq).hasValue(6L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestOnTheStreamIsReadAsItWasWritten(LockStrategy strategy) {
    LockRequested request = LockRequests.ofStranger(ITEM, "till 4, Anna", 60_000, 1_000_000);
    try (LockStore store = open(strategy)) {
      store.request(List.of(request, request));
    }
    List<LogRecord> requests =
        redis.xrange(LockKeys.REQUEST_STREAM, Range.unbounded()).stream()
            .map(message -> LockRequests.read(message.getBody()))
            .toList();

    assertThat(requests).containsExactly(request, request);
    assertThat(request.holder()).startsWith("redis:").doesNotContain(" ");
  }

  @ParameterizedTest
  @EnumSource
  void whoSpeaksOnlyRedisAsksWithTheShippedFunctions(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      store.look(List.of());
    }
    String[] stream = {LockKeys.REQUEST_STREAM};
    redis.fcall(
        "bidlock_lock",
        io.lettuce.core.ScriptOutputType.STATUS,
        stream,
        ITEM,
        "r1",
        "till",
        "5000");
    redis.fcall(
        "bidlock_release", io.lettuce.core.ScriptOutputType.STATUS, stream, ITEM, "r2", "12");
    redis.fcall(
        "bidlock_commit", io.lettuce.core.ScriptOutputType.STATUS, stream, ITEM, "r3", "12");

    assertThat(
            redis.xrange(LockKeys.REQUEST_STREAM, Range.unbounded()).stream()
                .map(message -> LockRequests.read(message.getBody())))
        .containsExactly(
            new LockRequested(ITEM, "r1", "till", 5_000),
            new LogRecord.LockReleased(ITEM, "r2", 12),
            new LogRecord.LockCommitted(ITEM, "r3", 12));
    assertThatThrownBy(
            () ->
                redis.fcall(
                    "bidlock_lock",
                    io.lettuce.core.ScriptOutputType.STATUS,
                    stream,
                    ITEM,
                    "r4",
                    "till",
                    "-1"))
        .hasMessageContaining("time to live");
  }

  @ParameterizedTest
  @EnumSource
  void whoSpeaksOnlyRedisFindsTheFunctionsAgainAfterRedisHasLostItsMemory(LockStrategy strategy) {
    try (LockStore store = open(strategy)) {
      store.look(List.of());
      store.raiseEpoch(7, 1, List.of(0));
      store.look(List.of());
      redis.flushall();
      redis.functionFlush(FlushMode.SYNC);
      assertThat(redis.functionList()).isEmpty();

      assertThat(store.look(List.of()).epoch()).isZero();
      store.look(List.of());
      assertThat(redis.functionList()).hasSize(1);
    }
  }

  @Test
  void twoWritersByWatchAgreeOnTheLaterDecision() throws Exception {
    try (LockStore one = open(LockStrategy.WATCH);
        LockStore other = open(LockStrategy.WATCH)) {
      Thread writer =
          new Thread(
              () -> {
                for (int seq = 1; seq <= 199; seq += 2) {
                  one.show(List.of(held("one", seq, seq)));
                }
              });
      writer.start();
      for (int seq = 2; seq <= 200; seq += 2) {
        other.show(List.of(held("other", seq, seq)));
      }
      writer.join();
    }
    assertThat(shown()).map(LockValue::itemSeq).hasValue(200L);
  }

  @Test
  void aRedisThatDoesNotAnswerIsGivenUpWithinTheTimeoutAndFoundAgain() {
    try (LockStore store = open(LockStrategy.FUNCTION)) {
      store.show(List.of(held("pos-1", 5, 5)));
      server.pause();
      try {
        assertThatThrownBy(() -> store.look(List.of(ITEM)))
            .isInstanceOf(RedisUnavailable.class)
            .hasMessageContaining("did not answer");
        assertThatThrownBy(() -> store.look(List.of(ITEM))).isInstanceOf(RedisUnavailable.class);
      } finally {
        server.resume();
      }
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> store.look(List.of(ITEM)).values().size() == 1);
    }
  }

  private static LockStore open(LockStrategy strategy) {
    return new LockStoreOptions(server.uri(), strategy, LockKeys.DEFAULT_PATTERN, 2_000).open();
  }

  private static Optional<LockValue> shown() {
    return Optional.ofNullable(redis.get(LockKeys.DEFAULT.of(ITEM))).flatMap(LockValue::read);
  }

  private static LockChange held(String holder, long token, long itemSeq) {
    return held(holder, token, itemSeq, ITEM);
  }

  private static LockChange held(String holder, long token, long itemSeq, String itemId) {
    return change(LockValue.State.HELD, holder, token, itemSeq, itemId);
  }

  private static LockChange change(
      LockValue.State state, String holder, long token, long itemSeq, String itemId) {
    return new LockChange(
        itemId, new LockValue(state, holder, token, System.currentTimeMillis() + 60_000, itemSeq));
  }
}
