package io.bidlock.ingest.log;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Without Kafka nothing is acknowledged, and what was acknowledged is in the log. */
class KafkaAwayTest {

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
          house.decider().seen().stream()
              .filter(LogRecord.BidPlaced.class::isInstance)
              .map(LogRecord::commandId)
              .collect(Collectors.toSet());
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
