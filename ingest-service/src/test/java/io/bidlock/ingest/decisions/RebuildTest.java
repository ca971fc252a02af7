package io.bidlock.ingest.decisions;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.ingest.IngestServer;
import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What an instance knows, it knows again after a start. */
class RebuildTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  @Test
  void theBoardIsThereBeforeTheFirstRequestIsTaken() {
    String itemId = AuctionHouse.newId();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    expect(200, bid(HOUSE.api(), itemId));
    await().until(() -> item(HOUSE.api(), itemId).contains("\"bid_count\":1"));
    IngestServer fresh = HOUSE.startInstance();
    try {
      assertThat(item(new Api(fresh.port()), itemId)).isEqualTo(item(HOUSE.api(), itemId));
    } finally {
      HOUSE.stop(fresh);
    }
  }

  @Test
  void bidsAreFoundAgainDecidedOrWaitingAndNeverWronglyMissed() {
    String itemId = AuctionHouse.newId();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    String decided = text(expect(200, bid(HOUSE.api(), itemId)), "bid_id");
    HOUSE.decider().pause();
    IngestServer fresh;
    String waiting;
    try {
      waiting =
          text(
              expect(
                  202,
                  HOUSE
                      .api()
                      .post(
                          "/api/v1/items/" + itemId + "/bid",
                          "{\"user_id\":\"bob\",\"amount\":30}",
                          "Prefer",
                          "respond-async")),
              "bid_id");
      fresh = HOUSE.startInstance();
      Api api = new Api(fresh.port());
      awaitFound(200, api, decided);
      awaitFound(202, api, waiting);
    } finally {
      HOUSE.decider().resume();
    }
    Api api = new Api(fresh.port());
    await().until(() -> api.get("/api/v1/bids/" + waiting).statusCode() == 200);
    await().until(() -> api.get("/api/v1/bids/" + "0".repeat(32)).statusCode() == 404);
    expectProblem(404, api.get("/api/v1/bids/" + "0".repeat(32)));
    HOUSE.stop(fresh);
  }

  /** How it answers until then is shown by BidLookupTest: never that there is no such bid. */
  private static void awaitFound(int status, Api api, String bidId) {
    await()
        .until(
            () -> {
              int found = api.get("/api/v1/bids/" + bidId).statusCode();
              assertThat(found).isNotEqualTo(404);
              return found == status;
            });
  }

  private static HttpResponse<String> bid(Api api, String itemId) {
    return api.post("/api/v1/items/" + itemId + "/bid", "{\"user_id\":\"ann\",\"amount\":12}");
  }

  private static String item(Api api, String itemId) {
    return expect(200, api.get("/api/v1/items/" + itemId)).body();
  }
}
