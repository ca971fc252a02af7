package io.bidlock.ingest.log;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.house.TopicCopy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Without Kafka nothing is acknowledged, and what was acknowledged is in the log. */
class KafkaAwayTest {
  /** Less than a Redis that is waited for would take, and more than a decision takes. */
  private static final Duration NORMAL_LIMIT = Duration.ofMillis(1_900);

  @Test
  void aKilledBrokerMeans503UntilItIsBackAndNothingAcknowledgedIsLost() {
    try (AuctionHouse house = AuctionHouse.open()) {
      String itemId = AuctionHouse.newId();
      expect(201, house.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
      Map<String, Integer> answers = new ConcurrentHashMap<>();
      AtomicBoolean going = new AtomicBoolean(true);
      Executor executor = Executors.newVirtualThreadPerTaskExecutor();
      CompletableFuture<Void> bidding =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 1; going.get(); number++) {
                  HttpResponse<String> answer = bid(house, itemId, 100L * number, "k" + number);
                  if (answer.statusCode() == 503) {
                    expectProblem(503, answer);
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                  }
                  answers.put("k" + number, answer.statusCode());
                }
              },
              executor);
      await().until(() -> answers.size() > 20);
      house.kafka().kill();
      await().atMost(Duration.ofSeconds(60)).until(() -> answers.containsValue(503));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> house.api().get("/health").statusCode() == 503);
      assertThat(text(house.api().get("/health"), "kafka")).isEqualTo("down");
      // What is known from before is still told.
      expect(200, house.api().get("/api/v1/items/" + itemId));
      assertNothingIsTaken(house, itemId);
      house.kafka().restart();
      int before = answers.size();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> answers.size() > before + 20 && house.api().get("/health").statusCode() == 200);
      going.set(false);
      bidding.join();

      Set<String> acknowledged =
          new LinkedHashMap<>(answers)
              .entrySet().stream()
                  .filter(answer -> answer.getValue() < 300)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet());
      Set<String> inLog =
          TopicCopy.log(house.kafka().bootstrapServers()).stream()
              .filter(LogRecord.BidPlaced.class::isInstance)
              .map(LogRecord::commandId)
              .collect(Collectors.toSet());
      assertThat(acknowledged).hasSizeGreaterThan(40);
      for (String key : acknowledged) {
        assertThat(inLog).contains(io.bidlock.auction.log.Ids.bidId("ann", itemId, key));
      }
      // Who was told 503 repeats with the same key, and there is one bid either way.
      for (String key : answers.keySet()) {
        if (answers.get(key) == 503) {
          HttpResponse<String> again =
              bid(house, itemId, 100L * Long.parseLong(key.substring(1)), key);
          assertThat(again.statusCode()).isIn(200, 409);
        }
      }
    }
  }

  /** Whatever is asked for, nobody is told that it was done. */
  private static void assertNothingIsTaken(AuctionHouse house, String itemId) {
    List<HttpResponse<String>> answers =
        List.of(
            house.api().post("/api/v1/items", AuctionHouse.listing(AuctionHouse.newId())),
            house
                .api()
                .json(
                    "PUT",
                    "/api/v1/items/" + itemId + "/lock",
                    "{\"holder\":\"till\",\"ttl_seconds\":60}"),
            house.api().post("/api/v1/users", "{\"user_id\":\"ann\"}"),
            house.api().send("POST", "/api/v1/items/" + itemId + "/pause", ""));
    for (HttpResponse<String> answer : answers) {
      expectProblem(503, answer);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
    String bids =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                number ->
                    "{\"item_id\":\"%s\",\"user_id\":\"bob\",\"amount\":%d}"
                        .formatted(itemId, 10_000_000 + number))
            .collect(Collectors.joining(",", "[", "]"));
    HttpResponse<String> lines = expect(200, house.api().post("/api/v1/bids", bids));
    assertThat(lines.body().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"status\":503"), "is refused");
  }

  private static HttpResponse<String> bid(
      AuctionHouse house, String itemId, long amount, String key) {
    return house
        .api()
        .post(
            "/api/v1/items/" + itemId + "/bid",
            "{\"user_id\":\"ann\",\"amount\":" + amount + "}",
            "Idempotency-Key",
            key);
  }

  @Test
  void aRedisThatDoesNotAnswerHoldsNoBidderUp() {
    try (AuctionHouse house = AuctionHouse.open()) {
      String itemId = AuctionHouse.newId();
      expect(201, house.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
      await().until(() -> text(house.api().get("/health"), "redis").equals("up"));
      Instant silence = Instant.now();
      house.redis().pause();
      try {
        for (int number = 1; Instant.now().isBefore(silence.plusSeconds(5)); number++) {
          Instant asked = Instant.now();
          expect(200, bid(house, itemId, 100L * number, "k" + number));
          assertThat(Duration.between(asked, Instant.now())).isLessThan(NORMAL_LIMIT);
        }
        await().until(() -> text(house.api().get("/health"), "redis").equals("down"));
      } finally {
        house.redis().resume();
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> text(house.api().get("/health"), "redis").equals("up"));
    }
  }

  @Test
  void withoutRedisBiddingGoesOn() {
    try (AuctionHouse house = AuctionHouse.open()) {
      String itemId = AuctionHouse.newId();
      expect(201, house.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
      await().until(() -> text(house.api().get("/health"), "redis").equals("up"));
      house.redis().kill();
      expect(200, bid(house, itemId, 12, "k1"));
      await().until(() -> text(house.api().get("/health"), "redis").equals("down"));
      assertThat(text(house.api().get("/health"), "status")).isEqualTo("degraded");
      expect(200, bid(house, itemId, 15, "k2"));
      house.redis().restart();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> text(house.api().get("/health"), "redis").equals("up"));
    }
  }
}
