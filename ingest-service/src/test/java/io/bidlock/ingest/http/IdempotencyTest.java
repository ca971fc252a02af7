package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.ingest.IngestServer;
import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.house.Decider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same key and body gives the same answer, byte for byte, and one bid. */
class IdempotencyTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private final String itemId = AuctionHouse.newId();
  private IngestServer other;

  @BeforeEach
  void startAnotherInstance() {
    other = HOUSE.startInstance();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
  }

  @AfterEach
  void stopIt() {
    HOUSE.stop(other);
  }

  private HttpResponse<String> bid(Api api, String bidder, String amount, String key) {
    return api.post(
        "/api/v1/items/" + itemId + "/bid",
        "{\"user_id\":\"" + bidder + "\",\"amount\":" + amount + "}",
        "Idempotency-Key",
        key);
  }

  private String item() {
    return HOUSE.api().get("/api/v1/items/" + itemId).body();
  }

  @Test
  void anotherInstanceAndARestartedOneGiveTheFirstAnswer() {
    HttpResponse<String> first = expect(200, bid(HOUSE.api(), "ann", "12", "k1"));
    expect(200, bid(HOUSE.api(), "bob", "20", "k2"));
    HttpResponse<String> elsewhere = expect(200, bid(new Api(other.port()), "ann", "12", "k1"));
    assertThat(elsewhere.body()).isEqualTo(first.body());
    HOUSE.stop(other);
    other = HOUSE.startInstance();
    HttpResponse<String> afterwards = expect(200, bid(new Api(other.port()), "ann", "12", "k1"));
    assertThat(afterwards.body()).isEqualTo(first.body());
    assertThat(item()).contains("\"bid_count\":2").contains("\"highest_bidder_id\":\"bob\"");
  }

  @Test
  void aRejectionIsRepeatedTooEvenWhenTheBidWouldBeRightByNow() {
    expect(200, bid(HOUSE.api(), "ann", "12", "k1"));
    HttpResponse<String> low = expectProblem(409, bid(HOUSE.api(), "bob", "12.1", "k2"));
    assertThat(bid(new Api(other.port()), "bob", "12.1", "k2").body()).isEqualTo(low.body());
  }

  @Test
  void aRepeatAfterTheCloseGetsTheFirstAnswer() {
    HttpResponse<String> first = expect(200, bid(HOUSE.api(), "ann", "12", "k1"));
    expect(200, HOUSE.api().send("POST", "/api/v1/items/" + itemId + "/withdraw", ""));
    assertThat(expect(200, bid(new Api(other.port()), "ann", "12", "k1")).body())
        .isEqualTo(first.body());
  }

  @Test
  void theSameKeyWithAnotherBodyIs422AndChangesNothing() {
    expect(200, bid(HOUSE.api(), "ann", "12", "k1"));
    HttpResponse<String> conflict =
        expectProblem(422, bid(new Api(other.port()), "ann", "99", "k1"));
    assertThat(text(conflict, "reason")).isEqualTo("IDEMPOTENCY_CONFLICT");
    assertThat(item()).contains("\"current_bid\":12.00");
    // Somebody else may use the same key.
    expect(200, bid(HOUSE.api(), "bob", "20", "k1"));
  }

  @Test
  void manyAtOnceUnderOneKeyAreOneBid() {
    Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    List<Api> instances = List.of(HOUSE.api(), new Api(other.port()));
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, 24)
            .mapToObj(
                index ->
                    CompletableFuture.supplyAsync(
                        // Every fourth one has another body.
                        () ->
                            bid(instances.get(index % 2), "ann", index % 4 == 3 ? "13" : "12", "k"),
                        executor))
            .toList();
    List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();
    Set<String> accepted =
        answers.stream()
            .filter(answer -> answer.statusCode() == 200)
            .map(HttpResponse::body)
            .collect(Collectors.toSet());
    assertThat(accepted).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 200).count()).isIn(6L, 18L);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 422).count()).isIn(6L, 18L);
    assertThat(item()).contains("\"bid_count\":1");
  }

  @Test
  void aNewGenerationThatPublishesEverythingAgainChangesNothing() {
    HttpResponse<String> first = expect(200, bid(HOUSE.api(), "ann", "12", "k1"));
    expect(200, bid(HOUSE.api(), "bob", "20", "k2"));
    String before = item();
    int seenBefore = HOUSE.decider().seen().size();
    try (Decider second = new Decider(HOUSE.kafka().bootstrapServers())) {
      await().until(() -> second.seen().size() >= seenBefore);
      assertThat(item()).isEqualTo(before);
      assertThat(expect(200, bid(HOUSE.api(), "ann", "12", "k1")).body()).isEqualTo(first.body());
      String bidId = text(first, "bid_id");
      assertThat(text(HOUSE.api().get("/api/v1/bids/" + bidId), "hash"))
          .isEqualTo(text(first, "hash"));
    }
  }

  @Test
  void otherCommandsMayBeRepeatedToo() {
    String path = "/api/v1/items/" + itemId;
    String[] key = {"Idempotency-Key", "p1"};
    HttpResponse<String> paused = expect(200, HOUSE.api().send("POST", path + "/pause", "", key));
    HttpResponse<String> again =
        expect(200, new Api(other.port()).send("POST", path + "/pause", "", key));
    assertThat(again.body()).isEqualTo(paused.body());
    expectProblem(422, HOUSE.api().post(path + "/pause", "{\"reason\":\"another\"}", key));
  }
}
