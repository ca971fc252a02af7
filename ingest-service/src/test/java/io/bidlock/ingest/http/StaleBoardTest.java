package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.house.TopicCopy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An instance whose board lags behind refuses nothing that the log accepts. */
class StaleBoardTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private final String itemId = AuctionHouse.newId();
  private final String path = "/api/v1/items/" + itemId;

  @Test
  void aBidOnTermsThatWereAmendedMeanwhileIsAccepted() {
    String yen =
        AuctionHouse.listing(itemId, "\"increment\":1")
            .replace("\"USD\"", "\"JPY\"")
            .replace("\"start_price\":10", "\"start_price\":1000");
    expect(201, HOUSE.api().post("/api/v1/items", yen));
    try (LoneTaker stale = new LoneTaker(HOUSE)) {
      stale
          .board()
          .published(TopicCopy.item(HOUSE.kafka().bootstrapServers(), itemId).orElseThrow());
      expect(200, HOUSE.api().json("PATCH", path, "{\"currency\":\"USD\",\"start_price\":5}"));

      BidTaker.Bid bid = bid(stale, "7.50");
      Reply reply = stale.taker().leave(bid);

      assertThat(reply.status()).isEqualTo(202);
      String found = "/api/v1/bids/" + bid.placed().bidId();
      await().until(() -> HOUSE.api().get(found).statusCode() == 200);
      assertThat(text(HOUSE.api().get(found), "status")).isEqualTo("accepted");
    }
  }

  private BidTaker.Bid bid(LoneTaker taker, String amount) {
    byte[] json =
        "{\"user_id\":\"ann\",\"amount\":%s}".formatted(amount).getBytes(StandardCharsets.UTF_8);
    return taker
        .taker()
        .read(itemId, RequestBody.parse(json, BidTaker.FIELDS), Optional.empty(), Optional.empty());
  }
}
