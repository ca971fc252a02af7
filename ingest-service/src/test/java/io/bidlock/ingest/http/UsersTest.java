package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.ingest.IngestServer;
import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users are entered, and changed in what is mentioned. */
class UsersTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private final String userId = AuctionHouse.newId();

  private HttpResponse<String> enter(String... fields) {
    return enter(HOUSE.api(), fields);
  }

  private HttpResponse<String> enter(Api api, String... fields) {
    String more = fields.length == 0 ? "" : "," + String.join(",", fields);
    return api.post("/api/v1/users", "{\"user_id\":\"" + userId + "\"" + more + "}");
  }

  @Test
  void aNewUserMayBidWithoutALimitUnlessToldOtherwise() {
    assertThat(expect(201, enter()).body())
        .isEqualTo("{\"user_id\":\"" + userId + "\",\"approved\":true}");
  }

  @Test
  void whoChangesALimitDoesNotApproveABlockedBidder() {
    expect(201, enter("\"name\":\"Bob\"", "\"approved\":false", "\"deposit\":100"));
    assertThat(expect(200, enter("\"limit\":5")).body())
        .contains("\"name\":\"Bob\"")
        .contains("\"approved\":false")
        .contains("\"limit\":5")
        .contains("\"deposit\":100");
    String itemId = AuctionHouse.newId();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    String bid = "{\"user_id\":\"" + userId + "\",\"amount\":12}";
    HttpResponse<String> refused =
        expectProblem(409, HOUSE.api().post("/api/v1/items/" + itemId + "/bid", bid));
    assertThat(text(refused, "reason")).isEqualTo("BIDDER_NOT_ELIGIBLE");
    assertThat(expect(200, enter("\"approved\":true")).body())
        .contains("\"approved\":true")
        .contains("\"limit\":5");
  }

  @Test
  void nullTakesAFieldAway() {
    expect(201, enter("\"name\":\"Bob\"", "\"region\":\"EU\"", "\"limit\":5"));
    assertThat(expect(200, enter("\"name\":null", "\"limit\":null")).body())
        .doesNotContain("name")
        .doesNotContain("limit")
        .contains("\"region\":\"EU\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "approved | null",
        "approved | \"no\"",
        "limit    | -1",
        "deposit  | true",
        "name     | 7",
        "email    | \"\"",
        "age      | 1"
      })
  void aBadFieldIs400AndChangesNothing(String field, String value) {
    expect(201, enter("\"approved\":false", "\"limit\":5"));
    HttpResponse<String> refused = expectProblem(400, enter("\"" + field + "\":" + value));
    assertThat(text(refused, "field")).isEqualTo(field);
    assertThat(expect(200, enter()).body()).contains("\"approved\":false").contains("\"limit\":5");
  }

  @Test
  void whatOneInstanceWasToldTheNextOneBuildsOn() {
    IngestServer other = HOUSE.startInstance();
    try {
      expect(201, enter("\"approved\":true"));
      for (int limit = 1; limit <= 20; limit++) {
        expect(200, enter("\"approved\":" + (limit % 2 == 0)));
        assertThat(expect(200, enter(new Api(other.port()), "\"limit\":" + limit)).body())
            .contains("\"approved\":" + (limit % 2 == 0));
      }
    } finally {
      HOUSE.stop(other);
    }
  }

  @Test
  void changesThatComeTogetherAllCount() {
    expect(201, enter());
    List<String> fields =
        List.of("\"name\":\"Bob\"", "\"email\":\"b@b\"", "\"approved\":false", "\"limit\":5");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, fields.size())
          .mapToObj(
              index ->
                  CompletableFuture.runAsync(() -> expect(200, enter(fields.get(index))), clients))
          .toList()
          .forEach(CompletableFuture::join);
    }
    assertThat(enter().body()).contains(fields);
  }
}
