package io.bidlock.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.launcher.audit.Audit;
import io.bidlock.launcher.audit.AuditReport;
import io.bidlock.launcher.audit.KafkaTopicReader;
import io.bidlock.launcher.house.HouseClient.Answer;
import io.bidlock.servers.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A whole house of real parts, from a bid over REST to what stands in Kafka afterwards. */
@Tag("end-to-end")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant FAR = Instant.now().plus(Duration.ofHours(1));

  private Path data;
  private DataDirectory directory;
  private House house;
  private final HouseClient client = new HouseClient();

  @BeforeAll
  void open(@TempDir Path directoryOfTest) {
    data = directoryOfTest;
    open();
  }

  private void open() {
    directory = DataDirectory.open(data);
    house = House.start(House.Options.in(directory).withoutMedallion());
    client.moveTo(house.url());
  }

  @AfterAll
  void close() {
    house.close();
    directory.close();
  }

  @AfterEach
  void everyAcknowledgedBidHasExactlyOneDecision() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              AuditReport report = audit();
              assertThat(report.evidence()).isEmpty();
              assertThat(report.clean()).isTrue();
              assertThat(report.decided()).isEqualTo(report.commands());
              assertThat(report.acknowledged()).isPositive();
            });
  }

  @Test
  void aBidIsPlacedAndOutbid() {
    String item = client.list("outbid", "ENGLISH", FAR, "");

    Answer first = client.bid(item, "anna", "10");
    Answer tooLow = client.bid(item, "ben", "10.40");
    Answer second = client.bid(item, "ben", "10.50");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.flag("is_highest")).isTrue();
    assertThat(tooLow.status()).isEqualTo(409);
    assertThat(tooLow.text("reason")).isEqualTo("BELOW_MINIMUM");
    assertThat(tooLow.amount("minimum_next_bid")).isEqualTo("10.5");
    assertThat(second.status()).isEqualTo(200);
    awaitItem(item, "highest_bidder_id", "ben");
    assertThat(client.item(item).amount("current_bid")).isEqualTo("10.5");
  }

  @Test
  void ofTwoEqualMaximaTheEarlierLeads() {
    String item = client.list("tie", "ENGLISH", FAR, ", \"proxy\": true");

    client.bid(item, "anna", "50");
    Answer equal = client.bid(item, "ben", "50");

    assertThat(equal.status()).isEqualTo(200);
    assertThat(equal.text("reason")).isEqualTo("OUTBID_BY_PROXY");
    awaitItem(item, "highest_bidder_id", "anna");
    assertThat(client.item(item).amount("current_bid")).isEqualTo("50");
  }

  @Test
  void anItemClosesByItselfAndABidAfterwardsIsLate() {
    String item = client.list("close", "ENGLISH", Instant.now().plusSeconds(15), "");
    assertThat(client.bid(item, "anna", "12").status()).isEqualTo(200);

    awaitItem(item, "status", "sold");
    Answer late = client.bid(item, "ben", "20");

    assertThat(client.item(item).text("winner")).isEqualTo("anna");
    assertThat(client.item(item).amount("hammer_price")).isEqualTo("12");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("reason")).isEqualTo("AUCTION_CLOSED");
  }

  @Test
  void aRetractedBidNoLongerLeads() {
    String item = client.list("retract", "ENGLISH", FAR, ", \"retractable\": true");
    client.bid(item, "anna", "10");
    Answer mistake = client.bid(item, "ben", "100");

    Answer retracted =
        client.send(
            "DELETE",
            "/api/v1/items/" + item + "/bids/" + mistake.text("bid_id"),
            "{\"user_id\": \"ben\", \"reason\": \"mistyped\"}");

    assertThat(retracted.status()).isEqualTo(200);
    awaitItem(item, "highest_bidder_id", "anna");
    assertThat(client.item(item).amount("current_bid")).isEqualTo("10");
  }

  @Test
  void aLockHoldsAnItemUntilItIsReleasedOrCommitted() {
    String item = client.list("lock", "ENGLISH", FAR, "");
    String lock = "/api/v1/items/" + item + "/lock";

    Answer granted = client.send("PUT", lock, "{\"holder\": \"till-1\", \"ttl_seconds\": 300}");
    Answer refused = client.send("PUT", lock, "{\"holder\": \"till-2\", \"ttl_seconds\": 300}");
    Answer bid = client.bid(item, "anna", "10");
    Answer wrongToken = client.send("DELETE", lock, "", "If-Match", "\"999\"");
    Answer released = client.send("DELETE", lock, "", "If-Match", quoted(granted));
    Answer bidAfterwards = client.bid(item, "anna", "10");
    Answer grantedAgain =
        client.send("PUT", lock, "{\"holder\": \"till-2\", \"ttl_seconds\": 300}");
    Answer committed =
        client.send("POST", lock + "/commit", "{}", "If-Match", quoted(grantedAgain));

    assertThat(granted.status()).isIn(200, 201);
    assertThat(refused.status()).isEqualTo(423);
    assertThat(bid.text("reason")).isEqualTo("ITEM_LOCKED");
    assertThat(wrongToken.status()).isEqualTo(412);
    assertThat(released.status()).isEqualTo(200);
    assertThat(bidAfterwards.status()).isEqualTo(200);
    assertThat(committed.status()).isEqualTo(200);
    awaitItem(item, "status", "taken");
    assertThat(client.bid(item, "ben", "20").text("reason")).isEqualTo("ITEM_SOLD");
  }

  @Test
  void whoSpeaksOnlyRedisHoldsAnItemAndTakesIt() {
    String item = client.list("till", "ENGLISH", FAR, "");
    try (RedisSocket till = RedisSocket.connect(house.redisUri())) {
      String[] wish = lockCall("bidlock_lock", item, "till-7-wish", "till-7", "300000");

      till.call(wish);
      till.call(wish);
      await().atMost(PATIENCE).until(() -> wishes(item).size() == 2);
      await().atMost(PATIENCE).until(() -> shown(till, item).isPresent());
      Answer bid = client.bid(item, "anna", "10");
      LockValue held = shown(till, item).orElseThrow();
      till.call(lockCall("bidlock_commit", item, "till-7-payment", Long.toString(held.token())));

      assertThat(held.state()).isEqualTo(LockValue.State.HELD);
      assertThat(held.holder()).isEqualTo("till-7");
      assertThat(held.token()).as("the listing is 1, the first wish is 2").isEqualTo(2);
      assertThat(bid.status()).isEqualTo(409);
      assertThat(bid.text("reason")).isEqualTo("ITEM_LOCKED");
      awaitItem(item, "status", "taken");
      await()
          .atMost(PATIENCE)
          .until(() -> shown(till, item).orElseThrow().state() == LockValue.State.TAKEN);
    }
  }

  @Test
  void aKeyThatAStrangerSetsHoldsTheItemAtTheDoorAndThenInTheLog() {
    String item = client.list("stranger", "ENGLISH", FAR, "");
    assertThat(client.bid(item, "ben", "20").status()).isEqualTo(200);
    awaitItem(item, "highest_bidder_id", "ben");
    try (RedisSocket stranger = RedisSocket.connect(house.redisUri())) {
      stranger.call("SET", LockKeys.DEFAULT.of(item), "till-9");

      // Too low, so that none is accepted before the door has heard of the key.
      await()
          .atMost(PATIENCE)
          .until(() -> bidWithoutKey(item, "5").text("reason").equals("ITEM_LOCKED"));
      assertThat(bidWithoutKey(item, "50").text("event_id")).as("not in the log").isEmpty();
      assertThat(wishes(item)).as("nobody has told the log yet").isEmpty();
      // Any record about the item makes the pipeline look at the key and ask for the hold.
      Answer amended =
          client.send("PATCH", "/api/v1/items/" + item, "{\"title\": \"A tall clock\"}");

      assertThat(amended.status()).isEqualTo(200);
      awaitItem(item, "locked_by", "till-9");
      assertThat(wishes(item)).allMatch(wish -> wish.holder().equals("till-9")).isNotEmpty();
      Answer bid = client.bid(item, "anna", "50");
      assertThat(bid.text("reason")).isEqualTo("ITEM_LOCKED");
      assertThat(bid.text("hash")).as("decided by the log").isNotEmpty();
      assertThat(shown(stranger, item)).as("the key is as the stranger left it").isEmpty();

      stranger.call("DEL", LockKeys.DEFAULT.of(item));
      client.send("PATCH", "/api/v1/items/" + item, "{\"title\": \"A taller clock\"}");
      await().atMost(PATIENCE).until(() -> shown(stranger, item).isPresent());
    }
  }

  private Answer bidWithoutKey(String item, String amount) {
    return client.send(
        "POST",
        "/api/v1/items/" + item + "/bid",
        "{\"user_id\": \"anna\", \"amount\": %s}".formatted(amount));
  }

  private static String[] lockCall(String function, String item, String... more) {
    List<String> words = new ArrayList<>(List.of("FCALL", function, "1"));
    words.addAll(List.of(LockKeys.REQUEST_STREAM, item));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** What BidLock shows in the item's key, if anything. */
  private static Optional<LockValue> shown(RedisSocket redis, String item) {
    return LockValue.read(redis.call("GET", LockKeys.DEFAULT.of(item)));
  }

  /** The requests for a hold on the item that stand in the log. */
  private List<LockRequested> wishes(String item) {
    List<LockRequested> wishes = new ArrayList<>();
    new KafkaTopicReader(house.bootstrapServers())
        .read(
            Topics.BIDS,
            record -> {
              if (read(record.value()) instanceof LockRequested wish
                  && wish.itemId().equals(item)) {
                wishes.add(wish);
              }
            });
    return wishes;
  }

  private static LogRecord read(byte[] json) {
    try {
      return LogRecordJson.read(json);
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRepeatGetsTheFirstAnswerAndAnotherBodyGetsNone() {
    String item = client.list("repeat", "ENGLISH", FAR, "");

    Answer first = client.bid(item, "anna", "10", "the-same-key");
    Answer again = client.bid(item, "anna", "10", "the-same-key");
    Answer other = client.bid(item, "anna", "11", "the-same-key");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("event_id")).isEqualTo(first.text("event_id"));
    assertThat(again.text("hash")).isEqualTo(first.text("hash"));
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void aCrowdBidsAtOnceAndEachIsAnswered() throws Exception {
    // The default increments grow with the price: the last bid could be too small a raise.
    String item = client.list("crowd", "ENGLISH", FAR, ", \"increment\": \"1\"");
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int bidder = 0; bidder < 200; bidder++) {
        String name = "bidder-" + bidder;
        String amount = Integer.toString(10 + bidder);
        answers.add(crowd.submit(() -> client.bid(item, name, amount)));
      }
    }

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().status()).isIn(200, 202, 409);
    }
    awaitItem(item, "highest_bidder_id", "bidder-199");
  }

  @Test
  void aPipelineThatStartsAnewFromTheLogGoesOnWhereTheOldOneWas() {
    String item = client.list("restart", "ENGLISH", FAR, "");
    Answer before = client.bid(item, "anna", "10");

    house.restartPipeline();
    house.awaitReady(PATIENCE);
    Answer after = client.bid(item, "ben", "11");

    assertThat(after.status()).isEqualTo(200);
    assertThat(after.number("item_seq")).isEqualTo(before.number("item_seq") + 1);
  }

  @Test
  void aKilledPipelineIsFollowedByAnotherOne() {
    String item = client.list("killed", "ENGLISH", FAR, "");
    Answer before = client.bid(item, "anna", "10");
    ChildProcess killed = house.pipelineProcess();

    house.killPipeline();
    await().atMost(PATIENCE).until(() -> house.pipelineProcess() != killed);
    house.awaitReady(PATIENCE);
    Answer after = client.bid(item, "ben", "11");

    assertThat(after.number("item_seq")).isEqualTo(before.number("item_seq") + 1);
  }

  @Test
  void ofTwoPipelinesTheNewerOneStaysAndBothSaidTheSame() {
    String item = client.list("epochs", "ENGLISH", FAR, ", \"increment\": \"1\"");
    Answer first = client.bid(item, "anna", "10");
    ChildProcess old = house.pipelineProcess();
    List<Answer> meanwhile = new ArrayList<>();

    try (ChildProcess newer = house.startAnotherPipeline()) {
      // Bids go on while both decide, until the newer one has caught up and fences the older.
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                String amount = Integer.toString(11 + meanwhile.size());
                meanwhile.add(client.bidOnce(item, "ben", amount, HouseClient.key()));
                return !old.isAlive();
              });
      house.awaitReady(PATIENCE);

      assertThat(old.awaitExit(PATIENCE)).hasValue(PartCommands.SUPERSEDED);
      assertThat(newer.isAlive()).isTrue();
      assertThat(meanwhile).isNotEmpty().allMatch(answer -> answer.status() < 300);
      assertThat(client.bid(item, "cleo", "1000000").status()).isEqualTo(200);
      awaitItem(item, "highest_bidder_id", "cleo");
      assertThat(client.item(item).number("bid_count")).isEqualTo(meanwhile.size() + 2);
      // Two that said different things would be found by the audit.
      Map<Position, Set<Long>> epochs = DecisionEpochs.read(house.bootstrapServers());
      assertThat(epochs.get(Position.parse(first.text("event_id"))))
          .as("the generations that decided the first bid")
          .hasSizeGreaterThan(1);
    } finally {
      house.restartPipeline();
      house.awaitReady(PATIENCE);
    }
  }

  @Test
  void everythingStartsAgainAndFindsYesterdaysAuctions() {
    String open = client.list("yesterday", "ENGLISH", FAR, "");
    String sold = client.list("yesterday-sold", "ENGLISH", Instant.now().plusSeconds(15), "");
    Answer before = client.bid(open, "anna", "10");
    assertThat(client.bid(sold, "ben", "10", "yesterdays-key").status()).isEqualTo(200);
    awaitItem(sold, "status", "sold");

    house.close();
    directory.close();
    open();

    assertThat(client.item(open).text("highest_bidder_id")).isEqualTo("anna");
    assertThat(client.item(sold).text("winner")).isEqualTo("ben");
    assertThat(client.bid(open, "ben", "11").number("item_seq"))
        .isEqualTo(before.number("item_seq") + 1);
    assertThat(client.bid(sold, "ben", "10", "yesterdays-key").status()).isEqualTo(200);
    assertThat(client.bid(sold, "ben", "99").text("reason")).isEqualTo("AUCTION_CLOSED");
  }

  private AuditReport audit() {
    return Audit.of(new KafkaTopicReader(house.bootstrapServers()), 0, client.told());
  }

  private void awaitItem(String item, String field, String value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(client.item(item).text(field)).isEqualTo(value));
  }

  private static String quoted(Answer granted) {
    return '"' + Long.toString(granted.number("token")) + '"';
  }
}
