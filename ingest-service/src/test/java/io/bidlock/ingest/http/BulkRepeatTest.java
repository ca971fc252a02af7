package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Ids;
import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many bids at once, sent again because the answer was lost. */
class BulkRepeatTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private final String itemId = AuctionHouse.newId();

  @BeforeEach
  void list() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
  }

  private String line(String bidder, int amount, String... more) {
    return "{\"item_id\":\""
        + itemId
        + "\",\"user_id\":\""
        + bidder
        + "\",\"amount\":"
        + amount
        + String.join("", more)
        + "}";
  }

  private static HttpResponse<String> send(String key, String... lines) {
    return HOUSE
        .api()
        .send(
            "POST",
            "/api/v1/bids",
            String.join("\n", lines),
            "Content-Type",
            "application/x-ndjson",
            "Idempotency-Key",
            key);
  }

  @Test
  void underTheSameKeyTheSameBidsGetTheFirstAnswers() {
    // The same bidder twice with the same amount: two bids, not a repeat.
    String[] lines = {line("ann", 10), line("bob", 20), line("bob", 20), line("ann", 30)};
    HttpResponse<String> first = expect(200, send("k1", lines));
    assertThat(expect(200, send("k1", lines)).body()).isEqualTo(first.body());
    assertThat(first.body().lines().map(line -> text(line, "bid_id"))).doesNotHaveDuplicates();
    assertThat(HOUSE.api().get("/api/v1/items/" + itemId).body()).contains("\"bid_count\":3");
  }

  @Test
  void aLinesOwnKeyCounts() {
    HttpResponse<String> response =
        expect(200, send("k1", line("ann", 10, ",\"idempotency_key\":\"mine\"")));
    assertThat(text(response, "bid_id")).isEqualTo(Ids.bidId("ann", itemId, "mine"));
  }

  @Test
  void anotherBidInTheSameLineIsAConflict() {
    expect(200, send("k1", line("ann", 10)));
    List<String> again = expect(200, send("k1", line("ann", 12))).body().lines().toList();
    assertThat(text(again.get(0), "reason")).isEqualTo("IDEMPOTENCY_CONFLICT");
  }

  @Test
  void aKeyThatIsNoneIs400() {
    expectProblem(400, send("a key", line("ann", 10)));
  }
}
