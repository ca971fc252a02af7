package io.bidlock.ingest.lock;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.number;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.ingest.house.AuctionHouse;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds: over REST, through Redis, and at the door. */
class LockTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisCommands<String, String> redis;

  private final String itemId = AuctionHouse.newId();
  private final String path = "/api/v1/items/" + itemId;

  @BeforeAll
  static void connect() {
    client = RedisClient.create(HOUSE.redis().uri());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterAll
  static void disconnect() {
    connection.close();
    client.shutdown();
  }

  @BeforeEach
  void list() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
  }

  private HttpResponse<String> lock(String holder, String seconds) {
    return HOUSE
        .api()
        .json(
            "PUT",
            path + "/lock",
            "{\"holder\":\"" + holder + "\",\"ttl_seconds\":" + seconds + "}");
  }

  private HttpResponse<String> bid(String amount, String... headers) {
    return HOUSE
        .api()
        .post(path + "/bid", "{\"user_id\":\"ann\",\"amount\":" + amount + "}", headers);
  }

  private List<LogRecord> log() {
    return HOUSE.decider().seen().stream()
        .filter(record -> record.itemId().equals(itemId))
        .toList();
  }

  private String status() {
    return text(HOUSE.api().get(path), "status");
  }

  @Test
  void aHoldIsGrantedRefusesOthersAndIsGivenBack() {
    HttpResponse<String> held = expect(200, lock("pos-1", "60"));
    long token = number(held, "token");
    assertThat(Instant.parse(text(held, "until"))).isAfter(Instant.now());
    assertThat(held.headers().firstValue("ETag")).contains("\"" + token + "\"");
    assertThat(status()).isEqualTo("locked");
    assertThat(text(expectProblem(423, lock("pos-2", "60")), "reason")).isEqualTo("LOCK_REFUSED");
    assertThat(text(expectProblem(409, bid("12")), "reason")).isEqualTo("ITEM_LOCKED");
    assertThat(text(expectProblem(409, bid("12", "Idempotency-Key", "k")), "event_id"))
        .isNotEmpty();

    expectProblem(428, HOUSE.api().send("DELETE", path + "/lock", ""));
    expectProblem(400, HOUSE.api().send("DELETE", path + "/lock", "", "If-Match", "\"x\""));
    expectProblem(412, HOUSE.api().send("DELETE", path + "/lock", "", "If-Match", "\"999\""));
    expect(200, HOUSE.api().send("DELETE", path + "/lock", "", "If-Match", "\"" + token + "\""));
    await().until(() -> status().equals("active"));
    expect(200, bid("12"));
  }

  @Test
  void aCommitTakesTheItemForGood() {
    long token = number(expect(200, lock("pos-1", "60")), "token");
    expectProblem(428, HOUSE.api().send("POST", path + "/lock/commit", ""));
    expectProblem(412, HOUSE.api().send("POST", path + "/lock/commit", "", "If-Match", "\"1\""));
    expect(
        200, HOUSE.api().send("POST", path + "/lock/commit", "", "If-Match", "\"" + token + "\""));
    await().until(() -> status().equals("taken"));
    assertThat(text(expectProblem(409, bid("12")), "reason")).isEqualTo("ITEM_SOLD");
    expectProblem(409, lock("pos-2", "60"));
  }

  @Test
  void aHoldEndsByItselfInItemTime() {
    expect(200, lock("pos-1", "0.2"));
    await()
        .until(
            () -> bid("12", "Idempotency-Key", UUID.randomUUID().toString()).statusCode() == 200);
  }

  @Test
  void aBadRequestForAHoldSaysWhatIsWrong() {
    assertThat(text(expectProblem(400, lock("pos-1", "0")), "field")).isEqualTo("ttl_seconds");
    assertThat(text(expectProblem(400, lock("pos-1", "86401")), "field")).isEqualTo("ttl_seconds");
    assertThat(text(expectProblem(400, lock("pos-1", "\"nine\"")), "field"))
        .isEqualTo("ttl_seconds");
    assertThat(text(expectProblem(400, lock("", "9")), "field")).isEqualTo("holder");
    expectProblem(
        404,
        HOUSE.api().json("PUT", "/api/v1/items/none/lock", "{\"holder\":\"a\",\"ttl_seconds\":1}"));
  }

  @Test
  void aRequestThroughRedisTakesEffectInTheLogAndTwiceIsHarmless() {
    LockRequested request = new LockRequested(itemId, "request-" + itemId, "till-7", 60_000);
    Map<String, String> fields = LockRequests.fields(request);
    redis.xadd(LockKeys.REQUEST_STREAM, fields);
    await().until(() -> status().equals("locked"));
    redis.xadd(LockKeys.REQUEST_STREAM, fields);
    await().until(() -> log().stream().filter(request::equals).count() == 2);
    assertThat(HOUSE.api().get(path).body()).contains("\"locked_by\":\"till-7\"");
    String token = Long.toString(number(HOUSE.api().get(path), "item_seq"));
    redis.xadd(
        LockKeys.REQUEST_STREAM,
        Map.of(
            "type",
            "LockReleased",
            "item_id",
            itemId,
            "request_id",
            "r-" + itemId,
            "token",
            token));
    await().until(() -> status().equals("active"));
  }

  @Test
  void rubbishInTheStreamDoesNotStopTheRelay() {
    redis.xadd(LockKeys.REQUEST_STREAM, Map.of("what", "is this"));
    redis.xadd(
        LockKeys.REQUEST_STREAM,
        Map.of("type", "LockReleased", "item_id", "a b", "request_id", "r", "token", "1"));
    redis.xadd(
        LockKeys.REQUEST_STREAM,
        LockRequests.fields(new LockRequested(itemId, "after-" + itemId, "till-7", 60_000)));
    await().until(() -> status().equals("locked"));
  }

  @Test
  void anEmptiedRedisIsTakenUpAgain() {
    redis.flushall();
    redis.xadd(
        LockKeys.REQUEST_STREAM,
        LockRequests.fields(new LockRequested(itemId, "flushed-" + itemId, "till-7", 60_000)));
    await().until(() -> status().equals("locked"));
  }

  @Test
  void aStrangersKeyIsSeenAtTheDoorAndBroughtIntoTheLog() {
    String key = LockKeys.DEFAULT.of(itemId);
    expect(200, HOUSE.api().post(path + "/bid", "{\"user_id\":\"bob\",\"amount\":11}"));
    await().until(() -> HOUSE.api().get(path).body().contains("\"highest_bidder_id\":\"bob\""));
    redis.set(key, "till-9");
    // Too low, so that the door refuses it before it has heard of the key, too.
    await().untilAsserted(() -> assertThat(text(bid("5.5"), "reason")).isEqualTo("ITEM_LOCKED"));
    assertThat(text(expectProblem(409, bid("50")), "event_id")).isEmpty();
    assertThat(log()).noneMatch(LockRequested.class::isInstance);
    // One that may be a repeat is decided by the log, which hears of the hold first.
    HttpResponse<String> keyed = expectProblem(409, bid("12", "Idempotency-Key", "k"));
    assertThat(text(keyed, "reason")).isEqualTo("ITEM_LOCKED");
    assertThat(text(keyed, "hash")).isNotEmpty();
    assertThat(log()).anyMatch(LockRequested.class::isInstance);
    assertThat(log().stream().filter(LogRecord.BidPlaced.class::isInstance))
        .as("the first one and the one with a key")
        .hasSize(2);
    redis.del(key);
  }

  @Test
  void aHoldOfOursThatTheBoardKnowsToBeOverHoldsNobodyUp() {
    String key = LockKeys.DEFAULT.of(itemId);
    LockValue stale =
        new LockValue(
            LockValue.State.HELD, "pos-1", 0, Instant.now().plusSeconds(60).toEpochMilli(), 0);
    redis.set(key, stale.text());
    expect(200, bid("12"));
    LockValue fresh =
        new LockValue(
            LockValue.State.HELD, "pos-1", 99, Instant.now().plusSeconds(60).toEpochMilli(), 99);
    redis.set(key, fresh.text());
    await().untilAsserted(() -> assertThat(text(bid("5.5"), "reason")).isEqualTo("ITEM_LOCKED"));
    redis.hset(key + "x", "a", "b");
    redis.del(key, key + "x");
    await().untilAsserted(() -> assertThat(text(bid("5.5"), "reason")).isEqualTo("BELOW_MINIMUM"));
  }
}
