package io.bidlock.pipelines.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.lock.LockKeys;
import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.RedisServer;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock with everything real: the job on Flink, Kafka, Redis; the test stands in for ingest. */
class LockInTheLogTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ITEM = "vase-1";
  private static final String FREE = "vase-2";
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final String KEY = LockKeys.DEFAULT.of(ITEM);

  @TempDir static Path directory;
  private static KafkaServer kafka;
  private static RedisServer server;
  private static AuctionTopics topics;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisCommands<String, String> redis;

  private ChildProcess job;
  private int commands;

  @BeforeAll
  static void startServers() {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    server = RedisServer.start(RedisServer.Options.in(directory.resolve("redis")));
    topics = new AuctionTopics(kafka.bootstrapServers());
    client = RedisClient.create(server.uri());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterAll
  static void stopServers() {
    topics.close();
    connection.close();
    client.shutdown();
    kafka.close();
    server.close();
  }

  @BeforeEach
  void startOver() throws Exception {
    topics.create(2);
    redis.flushall();
    commands = 0;
  }

  @AfterEach
  void stopJob() {
    if (job != null) {
      job.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHoldIsGrantedShownRefusesBidsAndIsGivenBack(LockStrategy strategy) {
    job = start(1, "--lockStrategy=" + strategy);
    list();
    assertThat(told(bid("anna", 20)).accepted()).isTrue();

    Decision grant = told(new LockRequested(ITEM, "r1", "pos-1", 3_600_000));
    assertThat(grant.reason()).hasValue(Reason.LOCK_GRANTED);
    long token = grant.lockToken().orElseThrow();
    assertThat(awaitShown(value -> value.token() == token).heldAt(now())).isTrue();

    assertThat(told(bid("bert", 30)).reason()).hasValue(Reason.ITEM_LOCKED);
    // The same request once more, as a relay may bring it: the first answer, and nothing changes.
    assertThat(told(new LockRequested(ITEM, "r1", "pos-1", 3_600_000)).answer().lockToken())
        .hasValue(token);
    assertThat(told(new LockRequested(ITEM, "r2", "pos-2", 60_000)).reason())
        .hasValue(Reason.LOCK_REFUSED);
    assertThat(told(new LockReleased(ITEM, "r3", token + 1)).reason())
        .hasValue(Reason.LOCK_NOT_HELD);
    assertThat(awaitShown(value -> value.itemSeq() > token + 3).heldAt(now())).isTrue();

    assertThat(told(new LockReleased(ITEM, "r4", token)).accepted()).isTrue();
    awaitShown(value -> !value.heldAt(now()));
    assertThat(told(bid("bert", 40)).accepted()).isTrue();
    assertSaidByTheLogAlone();
  }

  @Test
  void aHoldRunsOutByTheLogsTimeAndACommittedOneTakesTheItem() {
    job = start(1);
    list();
    Decision brief = told(new LockRequested(ITEM, "r1", "pos-1", 1));
    Awaitility.await().atMost(PATIENCE).until(() -> told(bid("anna", 20 + commands)).accepted());
    assertThat(told(new LockReleased(ITEM, "r2", brief.lockToken().orElseThrow())).reason())
        .hasValue(Reason.LOCK_NOT_HELD);

    Decision grant = told(new LockRequested(ITEM, "r3", "pos-1", 3_600_000));
    told(new LockCommitted(ITEM, "r4", grant.lockToken().orElseThrow()));
    assertThat(awaitShown(value -> value.state() == LockValue.State.TAKEN).holder())
        .isEqualTo("pos-1");
    assertThat(told(bid("bert", 9_000)).reason()).hasValue(Reason.ITEM_SOLD);
    replayGivesTheSame();
  }

  @Test
  void aStrangersPlainSetIsBroughtIntoTheLogAndHoldsFromThereOn() {
    job = start(1);
    list();
    redis.set(KEY, "till-4");
    assertThat(told(bid("anna", 20)).accepted()).as("before its place in the log").isTrue();

    LogRecord request =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(LockInTheLogTest::requests, found -> !found.isEmpty())
            .get(0);
    assertThat(request).isInstanceOf(LockRequested.class);
    Decision grant = told(request);
    assertThat(grant.reason()).hasValue(Reason.LOCK_GRANTED);
    assertThat(told(bid("bert", 30)).reason()).hasValue(Reason.ITEM_LOCKED);
    assertThat(redis.get(KEY)).as("the stranger's to compare and delete").isEqualTo("till-4");

    redis.del(KEY);
    assertThat(told(bid("bert", 31)).reason()).hasValue(Reason.ITEM_LOCKED);
    assertThat(awaitShown(value -> true).holder()).isEqualTo("till-4");
    replayGivesTheSame();
  }

  @ParameterizedTest
  @EnumSource
  void aRedisThatIsEmptiedGetsHoldsAndEpochBack(LockStrategy strategy) {
    job = start(5, "--lockStrategy=" + strategy);
    list();
    Decision grant = told(new LockRequested(ITEM, "r1", "pos-1", 3_600_000));
    awaitShown(value -> true);

    redis.flushall();
    assertThat(told(bid("anna", 20)).reason()).hasValue(Reason.ITEM_LOCKED);
    assertThat(awaitShown(value -> true).token()).isEqualTo(grant.lockToken().orElseThrow());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              told(bid("anna", 20));
              return "5".equals(redis.hget(LockKeys.EPOCH_KEY, LockKeys.EPOCH_FIELD));
            });
    assertSaidByTheLogAlone();
  }

  @ParameterizedTest
  @EnumSource
  void whileRedisIsStoppedTheLogAloneDecidesBidsAndHolds(LockStrategy strategy) {
    job = start(5, "--lockStrategy=" + strategy);
    list();
    list(FREE);
    Decision first = told(new LockRequested(ITEM, "r1", "pos-1", 3_600_000));
    awaitShown(value -> value.holder().equals("pos-1"));

    server.pause();
    long token;
    try {
      Instant longEnough = Instant.now().plus(OUTAGE);
      assertThat(told(bid("bert", 30)).reason()).hasValue(Reason.ITEM_LOCKED);
      told(new LockReleased(ITEM, "r2", first.lockToken().orElseThrow()));
      assertThat(told(bid("bert", 30)).accepted()).isTrue();
      Decision second = told(new LockRequested(ITEM, "r3", "pos-2", 3_600_000));
      assertThat(second.reason()).hasValue(Reason.LOCK_GRANTED);
      token = second.lockToken().orElseThrow();
      int before = commands;
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(told(bid(FREE, "cleo", 100L * commands)).accepted()).isTrue();
                assertThat(told(bid("dora", 9_000)).reason()).hasValue(Reason.ITEM_LOCKED);
                return commands - before >= 10 && Instant.now().isAfter(longEnough);
              });
    } finally {
      server.resume();
    }
    awaitShownAsBidsGoOn(token);
    server.kill();
    for (int bid = 0; bid < 5; bid++) {
      assertThat(told(bid(FREE, "bert", 100L * commands)).accepted()).isTrue();
      assertThat(told(bid("bert", 9_000)).reason()).hasValue(Reason.ITEM_LOCKED);
    }
    server.restart();
    awaitShownAsBidsGoOn(token);

    assertSaidByTheLogAlone();
  }

  private void awaitShownAsBidsGoOn(long token) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              told(bid("cleo", 40));
              return shown().filter(value -> value.token() == token).isPresent();
            });
  }

  @ParameterizedTest
  @EnumSource
  void aNewGenerationStopsTheOldOneAndAnOlderOneIsNotLetIn(LockStrategy strategy) {
    String locks = "--lockStrategy=" + strategy;
    job = start(10, locks);
    list();
    told(bid("anna", 20));
    try (ChildProcess next = start(20, locks)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> "20".equals(redis.hget(LockKeys.EPOCH_KEY, LockKeys.EPOCH_FIELD)));
      // Two generations side by side say the same, and the old one stops soon after.
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                told(bid("bert", 30 + commands));
                return !job.isAlive();
              });
      assertThat(job.awaitExit(PATIENCE)).hasValue(3);
      assertThat(String.join("\n", job.lastLines())).contains("epoch 20 has caught up");

      try (ChildProcess late = Jobs.arbitration(directory, "FlinkRunner", arguments(15, locks))) {
        assertThat(late.awaitExit(PATIENCE)).hasValue(3);
      }
      assertThat(told(bid("cleo", 5_000)).accepted()).isTrue();
      assertSaidByTheLogAlone();
    }
  }

  /** What was said is what the plain Arbiter says, which knows no Redis. */
  private static void assertSaidByTheLogAlone() {
    assertThat(PlainArbitration.byPlace(topics.rulings()))
        .isEqualTo(PlainArbitration.byPlace(PlainArbitration.of(topics.log()).rulings()));
  }

  /** Reading the whole log again, by another generation, says what was said before. */
  private void replayGivesTheSame() {
    Map<String, Ruling> said = PlainArbitration.byPlace(topics.rulings());
    int count = topics.rulings().size();
    job.close();
    try (ChildProcess again = start(1_000)) {
      List<Ruling> all = topics.awaitRulings(2 * count, PATIENCE);
      assertThat(PlainArbitration.byPlace(all)).isEqualTo(said);
      assertThat(again.isAlive()).isTrue();
    }
  }

  private static ChildProcess start(long epoch, String... more) {
    ChildProcess job = Jobs.arbitration(directory, "FlinkRunner", arguments(epoch, more));
    String unused = job.awaitReady(PATIENCE);
    return job;
  }

  private static String[] arguments(long epoch, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--redisUri=" + server.uri(),
                "--epoch=" + epoch));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private void list() {
    list(ITEM);
  }

  private void list(String itemId) {
    Terms terms =
        Terms.of(
            Map.of(
                Term.SELLER_ID, "seller",
                Term.TITLE, "Vase",
                Term.CATEGORY, "glass",
                Term.CURRENCY, "EUR",
                Term.FORMAT, "ENGLISH",
                Term.START_PRICE, "10",
                Term.OPENS_AT, Instant.ofEpochMilli(now() - 86_400_000).toString(),
                Term.CLOSES_AT, Instant.ofEpochMilli(now() + 86_400_000).toString()));
    assertThat(
            told(new ItemListed(itemId, "list-" + itemId, Rules.CURRENT_VERSION, terms, Nonce.NONE))
                .accepted())
        .isTrue();
  }

  private BidPlaced bid(String bidder, long amount) {
    return bid(ITEM, bidder, amount);
  }

  private BidPlaced bid(String itemId, String bidder, long amount) {
    return new BidPlaced(
        itemId,
        "bid-" + commands,
        bidder,
        new DecimalAmount(amount, 0),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        Nonce.NONE);
  }

  /** Appends a command and waits for its decision. */
  private Decision told(LogRecord command) {
    commands++;
    int before = decisions(command.commandId()).size();
    topics.append(command);
    topics.flush();
    List<Decision> decisions =
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> decisions(command.commandId()), found -> found.size() > before);
    return decisions.get(decisions.size() - 1);
  }

  /** Different decisions on a command, in their order: two generations may have said each. */
  private static List<Decision> decisions(String commandId) {
    return PlainArbitration.byPlace(topics.rulings()).values().stream()
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .filter(decision -> decision.commandId().equals(commandId))
        .sorted(Comparator.comparing(Decision::position))
        .toList();
  }

  private static List<LogRecord> requests() {
    return redis.xrange(LockKeys.REQUEST_STREAM, Range.unbounded()).stream()
        .map(message -> LockRequests.read(message.getBody()))
        .toList();
  }

  private static LockValue awaitShown(Predicate<LockValue> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(LockInTheLogTest::shown, value -> value.filter(condition).isPresent())
        .orElseThrow();
  }

  private static Optional<LockValue> shown() {
    return Optional.ofNullable(redis.get(KEY)).flatMap(LockValue::read);
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
