package io.bidlock.ingest.lock;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Topics;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.log.TopicFollower;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that cannot get into the log is passed by, and holds up nobody. */
class LockRelayTest {
  private static final String GROUP = "bidlock-ingest";

  @ParameterizedTest
  @ValueSource(ints = {4, 129, 300_000})
  void aHolderWhoseNameTheLogCannotKeepIsDroppedForGood(int length) {
    AuctionHouse house = AuctionHouse.shared();
    String itemId = listed(house, AuctionHouse.newId());
    String holder = length == 4 ? "a  b" : "x".repeat(length);
    ask(
        house,
        new LockRequested(itemId, "bad-" + itemId, holder, 60_000),
        new LockRequested(itemId, "good-" + itemId, "till-7", 60_000));
    awaitHeld(house, itemId);
    await().untilAsserted(() -> assertThat(unacknowledged(house)).isZero());
    assertThat(written(house, itemId)).noneMatch(record -> record.contains("bad-" + itemId));
  }

  @Test
  void whatKafkaWillNeverTakeIsDroppedAndItsNeighboursAreWrittenOnce() throws Exception {
    try (AuctionHouse house = AuctionHouse.open()) {
      String first = listed(house, AuctionHouse.newId());
      String second = listed(house, onAnotherPartition(first));
      String large = "l".repeat(128);
      setLargestRecord(house, 650);
      await().until(() -> pauseAtLength(house, first) == 503);
      ask(
          house,
          new LockRequested(first, large, large, 60_000),
          new LockRequested(second, "small", "till-7", 60_000));
      awaitHeld(house, second);
      await().untilAsserted(() -> assertThat(unacknowledged(house)).isZero());
      assertThat(written(house, first)).noneMatch(record -> record.contains(large));
      assertThat(written(house, second).filter(record -> record.contains("small"))).hasSize(1);
    }
  }

  private static String listed(AuctionHouse house, String itemId) {
    expect(201, house.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    return itemId;
  }

  private static String onAnotherPartition(String itemId) {
    return Stream.generate(AuctionHouse::newId)
        .filter(candidate -> partition(candidate) != partition(itemId))
        .findFirst()
        .orElseThrow();
  }

  private static int partition(String itemId) {
    return Utils.toPositive(Utils.murmur2(itemId.getBytes(StandardCharsets.UTF_8))) % 4;
  }

  private static int pauseAtLength(AuctionHouse house, String itemId) {
    return house
        .api()
        .post("/api/v1/items/" + itemId + "/pause", "{\"reason\":\"" + "y".repeat(400) + "\"}")
        .statusCode();
  }

  private static void setLargestRecord(AuctionHouse house, int bytes) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", house.kafka().bootstrapServers()))) {
      ConfigEntry largest = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.BIDS),
                  List.of(new AlterConfigOp(largest, OpType.SET))))
          .all()
          .get();
    }
  }

  /** In one step, so that they are read together. */
  private static void ask(AuctionHouse house, LockRequested... requests) {
    try (RedisClient client = RedisClient.create(house.redis().uri());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().multi();
      for (LockRequested request : requests) {
        connection.sync().xadd(LockKeys.REQUEST_STREAM, LockRequests.fields(request));
      }
      connection.sync().exec();
    }
  }

  private static void awaitHeld(AuctionHouse house, String itemId) {
    await()
        .until(() -> text(house.api().get("/api/v1/items/" + itemId), "status").equals("locked"));
  }

  private static long unacknowledged(AuctionHouse house) {
    try (RedisClient client = RedisClient.create(house.redis().uri());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().xpending(LockKeys.REQUEST_STREAM, GROUP).getCount();
    }
  }

  /** All records of the log that name an item, readable or not. */
  private static Stream<String> written(AuctionHouse house, String itemId) {
    List<String> records = new CopyOnWriteArrayList<>();
    try (TopicFollower log =
        new TopicFollower(
            house.kafka().bootstrapServers(),
            Topics.BIDS,
            new TopicFollower.Start.Beginning(),
            TopicFollower.AtEnd.STOP,
            record -> records.add(new String(record.value(), StandardCharsets.UTF_8)))) {
      log.begin().caughtUp().join();
    }
    return records.stream().filter(record -> record.contains(itemId));
  }
}
