package io.bidlock.ingest.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.lock.LockFunctions;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.ingest.house.AuctionHouse;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks through Redis is told at once what is wrong, and what is taken can be read. */
class LockFunctionsTest {
  private static final String STREAM = "requests-that-nobody-relays";
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void load() {
    client = RedisClient.create(AuctionHouse.shared().redis().uri());
    connection = client.connect();
    redis = connection.sync();
    redis.functionLoad(LockFunctions.source(), true);
  }

  @AfterAll
  static void disconnect() {
    connection.close();
    client.shutdown();
  }

  @BeforeEach
  void empty() {
    redis.del(STREAM);
  }

  private static void call(String function, String... arguments) {
    redis.fcall(function, ScriptOutputType.STATUS, new String[] {STREAM}, arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "0x10", "5.0", " 5", "+5", "-1", "0", "86400001", "", "soon"})
  void aTimeToLiveInAnyOtherFormThanDigitsIsAnError(String ttlMillis) {
    assertThatThrownBy(() -> call(LockFunctions.LOCK, "watch", "r1", "till", ttlMillis))
        .hasMessageContaining("time to live");
    assertThat(redis.xlen(STREAM)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "0x10", "5.0", "0", "1234567890123456789"})
  void soIsAToken(String token) {
    assertThatThrownBy(() -> call(LockFunctions.RELEASE, "watch", "r1", token))
        .hasMessageContaining("token");
    assertThatThrownBy(() -> call(LockFunctions.COMMIT, "watch", "r1", token))
        .hasMessageContaining("token");
    assertThat(redis.xlen(STREAM)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "till 4", "till\n4"})
  void anIdWithSpacesIsAnError(String id) {
    assertIsNoId(id);
  }

  @Test
  void anIdOfMoreThan128CharactersIsAnError() {
    assertIsNoId("x".repeat(129));
    assertIsNoId("é".repeat(129));
    assertIsNoId("😀".repeat(65));
  }

  private static void assertIsNoId(String id) {
    assertThatThrownBy(() -> call(LockFunctions.LOCK, "watch", "r1", id, "5000"))
        .hasMessageContaining("holder");
    assertThatThrownBy(() -> call(LockFunctions.LOCK, id, "r1", "till", "5000"))
        .hasMessageContaining("item id");
    assertThatThrownBy(() -> call(LockFunctions.RELEASE, "watch", id, "5"))
        .hasMessageContaining("request id");
    assertThat(redis.xlen(STREAM)).isZero();
  }

  @Test
  void whatIsTakenIsReadAsItWasMeant() {
    String emoji = "😀".repeat(64);
    call(LockFunctions.LOCK, "é".repeat(128), "r1", emoji, "86400000");
    call(LockFunctions.RELEASE, "watch", "r2", "123456789012345678");
    assertThat(
            redis.xrange(STREAM, Range.unbounded()).stream()
                .map(message -> LockRequests.read(message.getBody())))
        .containsExactly(
            new LockRequested("é".repeat(128), "r1", emoji, 86_400_000),
            new LockReleased("watch", "r2", 123_456_789_012_345_678L));
  }
}
