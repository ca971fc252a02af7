package io.bidlock.ingest.closer;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.ingest.house.AuctionHouse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Items end on time, whoever was away. */
class CloserTest {

  /** A listing that ends so many milliseconds from now. */
  private static String endingIn(String itemId, long millis) {
    Instant end = Instant.now().plusMillis(millis).truncatedTo(ChronoUnit.MILLIS);
    return AuctionHouse.listing(itemId)
        .replaceAll("\"closes_at\":\"[^\"]*\"", "\"closes_at\":\"" + end + "\"");
  }

  @Test
  void anItemIsClosedWhenItIsDueThoughNobodyBids() {
    AuctionHouse house = AuctionHouse.shared();
    String itemId = AuctionHouse.newId();
    expect(201, house.api().post("/api/v1/items", endingIn(itemId, 1_500)));
    String path = "/api/v1/items/" + itemId;
    expect(200, house.api().post(path + "/bid", "{\"user_id\":\"ann\",\"amount\":12}"));
    await().until(() -> text(house.api().get(path), "status").equals("sold"));
    assertThat(house.api().get(path).body())
        .contains("\"winner\":\"ann\"")
        .contains("\"hammer_price\":12.00")
        .contains("\"close_hash\":");
    assertThat(
            text(
                expectProblem(
                    409, house.api().post(path + "/bid", "{\"user_id\":\"bob\",\"amount\":50}")),
                "reason"))
        .isEqualTo("AUCTION_CLOSED");
  }

  @Test
  void whatFellDueWhileNoInstanceRanIsClosedAtTheNextStart() {
    try (AuctionHouse house = AuctionHouse.open()) {
      String itemId = AuctionHouse.newId();
      Instant end = Instant.now().plusSeconds(5);
      expect(201, house.api().post("/api/v1/items", endingIn(itemId, 5_000)));
      house.stop(house.instance());
      await().until(() -> Instant.now().isAfter(end.plusMillis(100)));
      assertThat(house.decider().seen()).noneMatch(CloseDue.class::isInstance);
      house.startInstance();
      await()
          .until(
              () -> text(house.api().get("/api/v1/items/" + itemId), "status").equals("no_bids"));
    }
  }
}
