package io.bidlock.pipelines.medallion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.Jobs;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rubbish among the records costs nobody a bid, stops nothing, and is kept. */
class PoisonedTopicTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int POISONS = 1_000;
  private static final int LARGE = 1_000_000;

  /** So few of a thousand are as large as a record may be. */
  private static final int ONE_LARGE_OF = 50;

  @TempDir Path directory;

  private final Random random = new Random(20_261_121);

  @Test
  void everyGoodRecordArrivesAndEveryBadOneIsADeadLetter() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        PostgresServer postgres =
            PostgresServer.start(PostgresServer.Options.in(directory.resolve("postgres")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(2);
      List<LogRecord> good = GeneratedLog.live(5, 60, 20_000, Instant.now()).early();
      assertThat(good).hasSizeGreaterThan(10_000);
      Set<String> poisoned = write(topics, good);
      PlainArbitration expected = PlainArbitration.of(topics.log());
      assertThat(topics.log()).hasSameSizeAs(good);

      try (ChildProcess arbitration =
              Jobs.arbitration(
                  directory, "FlinkRunner", "--bootstrapServers=" + kafka.bootstrapServers());
          ChildProcess medallion =
              Jobs.medallion(
                  directory,
                  "FlinkRunner",
                  "--mode=STREAMING",
                  "--bootstrapServers=" + kafka.bootstrapServers(),
                  "--bronze=" + directory.resolve("bronze"),
                  "--bronzeFileSeconds=1",
                  "--silver=" + postgres.jdbcUrl(),
                  "--gold=" + postgres.jdbcUrl())) {
        topics.awaitRulings(expected.rulings().size(), PATIENCE);
        Map<String, Ruling> wanted = PlainArbitration.byPlace(expected.rulings());
        assertThat(PlainArbitration.byPlace(topics.rulings())).isEqualTo(wanted);
        // Nobody but the arbitration job writes here; and yet.
        topics.write(Topics.DECISIONS, "item-1", poison(0, good.get(0)));
        topics.write(Topics.USERS, "bidder-1", poison(1, good.get(0)));
        topics.flush();

        await()
            .atMost(PATIENCE)
            .failFast(() -> assertThat(arbitration.isAlive() && medallion.isAlive()).isTrue())
            .until(() -> topics.read(Topics.DEAD_LETTERS).size() >= POISONS + 2);
        Map<String, Set<String>> letters = lettersByTopic(topics);
        assertThat(letters.get(Topics.BIDS)).isEqualTo(poisoned);
        assertThat(letters.get(Topics.DECISIONS)).hasSize(1);
        assertThat(letters.get(Topics.USERS)).hasSize(1);

        long bids =
            expected.rulings().stream()
                .filter(r -> r instanceof Decision bid && bid.command() == Kind.BID_PLACED)
                .count();
        await().atMost(PATIENCE).until(() -> bidsInSilver(postgres) == bids);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    BronzeCount.of(directory.resolve("bronze"), Topics.BIDS)
                        == good.size() + POISONS);
        assertThat(arbitration.isAlive()).isTrue();
        assertThat(medallion.isAlive()).isTrue();
      }
    }
  }

  /** Good records with bad ones among them; out: the places of the bad ones. */
  private Set<String> write(AuctionTopics topics, List<LogRecord> good) throws Exception {
    Set<String> poisoned = new TreeSet<>();
    int every = good.size() / POISONS;
    for (int i = 0; i < good.size(); i++) {
      topics.append(good.get(i));
      if (i % every == 0 && poisoned.size() < POISONS) {
        int kind = poisoned.size();
        // A wrong key: what it says is sound, and of another item.
        String key = kind % 6 == 5 ? "nobody's" : good.get(i).itemId();
        poisoned.add(topics.place(key, poison(kind, good.get(i))).toString());
      }
    }
    assertThat(poisoned).hasSize(POISONS);
    return poisoned;
  }

  private byte[] poison(int number, LogRecord good) {
    byte[] json = LogRecordJson.write(good);
    return switch (number % 6) {
      case 0 -> noise(number % ONE_LARGE_OF == 0 ? LARGE : 1 + random.nextInt(400));
      case 1 -> Arrays.copyOf(json, random.nextInt(json.length - 1));
      case 2 -> replaced(json, "\"schema\":1", "\"schema\":4711");
      case 3 -> null;
      case 4 ->
          ("{\"schema\":1,\"padding\":\""
                  + "x".repeat(number % ONE_LARGE_OF == 4 ? LARGE : 10)
                  + "\"}")
              .getBytes(StandardCharsets.UTF_8);
      default -> json;
    };
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] replaced(byte[] json, String what, String with) {
    String text = new String(json, StandardCharsets.UTF_8);
    assertThat(text).contains(what);
    return text.replace(what, with).getBytes(StandardCharsets.UTF_8);
  }

  /** The places that the letters name, each with a reason. */
  private static Map<String, Set<String>> lettersByTopic(AuctionTopics topics) {
    Map<String, Set<String>> letters = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : topics.read(Topics.DEAD_LETTERS)) {
      assertThat(header(letter, "error")).isNotBlank();
      letters
          .computeIfAbsent(header(letter, "topic"), topic -> new TreeSet<>())
          .add(header(letter, "position"));
    }
    return letters;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static long bidsInSilver(PostgresServer postgres) {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM silver.bids")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      return -1;
    }
  }
}
