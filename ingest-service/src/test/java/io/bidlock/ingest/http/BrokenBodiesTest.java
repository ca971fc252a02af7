package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No body, however broken, makes the house fail, and what is wrong is said as a problem. */
class BrokenBodiesTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();
  private static final long SEED = Long.getLong("bidlock.seed", 20_261_121);
  private static final int BODIES = 2_000;
  private static final int BODIES_AN_ITEM = 55;
  private static final String JSON = "application/json";

  private record Request(String method, String path, String type, String body) {}

  /** A good request to every address that takes a body. */
  private static List<Request> requests(String itemId) {
    String item = "/api/v1/items/" + itemId;
    String bid =
        "{\"item_id\":\"" + itemId + "\",\"user_id\":\"ann\",\"amount\":12.5,\"currency\":\"USD\"}";
    String step = "{\"actor_id\":\"clerk\",\"reason\":\"broken\"}";
    return List.of(
        new Request("POST", "/api/v1/items", JSON, listing()),
        new Request(
            "PATCH", item, JSON, "{\"title\":\"A clock\",\"start_price\":5,\"proxy\":true}"),
        new Request("POST", item + "/bid", JSON, bid.replaceFirst("\"item_id\":\"[^,]*,", "")),
        new Request("POST", "/api/v1/bids", JSON, "[" + bid + "," + bid + "]"),
        new Request("POST", "/api/v1/bids", "application/x-ndjson", bid + "\n" + bid),
        new Request(
            "POST",
            "/api/v1/users",
            JSON,
            "{\"user_id\":\"somebody-else\",\"name\":\"Ann\",\"email\":\"a@b\",\"approved\":true,\"limit\":9}"),
        new Request("PUT", item + "/lock", JSON, "{\"holder\":\"till\",\"ttl_seconds\":0.01}"),
        new Request("POST", item + "/lock/commit", JSON, "{\"a\":1}"),
        new Request("POST", item + "/pause", JSON, step),
        new Request("POST", item + "/resume", JSON, "{\"actor_id\":\"clerk\"}"),
        new Request("POST", item + "/withdraw", JSON, step));
  }

  private static String listing() {
    return AuctionHouse.listing(
        AuctionHouse.newId(),
        "\"proxy\":false",
        "\"reserve_price\":20",
        "\"buy_now_price\":90",
        "\"increment\":\"25:0.5;*:1\"",
        "\"soft_close_window\":\"PT1M\"",
        "\"soft_close_limit\":\"PT1H\"",
        "\"retractable\":true",
        "\"goods_id\":\"g\"");
  }

  @Test
  void everyBrokenBodyIsTheClientsFault() {
    Random random = new Random(SEED);
    List<Request> requests = List.of();
    int refused = 0;
    for (int number = 0; number < BODIES; number++) {
      if (number % BODIES_AN_ITEM == 0) {
        String itemId = AuctionHouse.newId();
        expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
        requests = requests(itemId);
      }
      Request request = requests.get(number % requests.size());
      byte[] body = BrokenBody.of(request.body(), random);
      HttpResponse<String> response =
          HOUSE
              .api()
              .send(
                  request.method(),
                  request.path(),
                  body,
                  "Content-Type",
                  request.type(),
                  "If-Match",
                  "\"7\"");
      String what =
          "seed %d, number %d: %s %s %s -> %s"
              .formatted(
                  SEED,
                  number,
                  request.method(),
                  request.path(),
                  new String(body, StandardCharsets.ISO_8859_1),
                  response.body());
      assertThat(response.statusCode()).as(what).isLessThan(500);
      assertThat(response.body()).as(what).doesNotContainPattern("\"status\":5\\d\\d");
      if (response.statusCode() >= 400) {
        expectProblem(response.statusCode(), response);
        refused++;
      }
    }
    assertThat(refused).as("most of them were really broken").isGreaterThan(BODIES / 2);
    takesBidsAsBefore();
  }

  private static void takesBidsAsBefore() {
    String itemId = AuctionHouse.newId();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    expect(
        200,
        HOUSE
            .api()
            .post("/api/v1/items/" + itemId + "/bid", "{\"user_id\":\"zoe\",\"amount\":12}"));
  }
}
