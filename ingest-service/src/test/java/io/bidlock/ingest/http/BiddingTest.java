package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.number;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bids and what their bidders are told. */
class BiddingTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private static String list(String... more) {
    String itemId = AuctionHouse.newId();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId, more)));
    return itemId;
  }

  private static HttpResponse<String> bid(
      String itemId, String bidder, String amount, String... headers) {
    return HOUSE
        .api()
        .post(
            "/api/v1/items/" + itemId + "/bid",
            "{\"user_id\":\"" + bidder + "\",\"amount\":" + amount + "}",
            headers);
  }

  private static String item(String itemId) {
    return expect(200, HOUSE.api().get("/api/v1/items/" + itemId)).body();
  }

  @Test
  void aListedItemIsShownAtOnce() {
    String itemId = AuctionHouse.newId();
    HttpResponse<String> listed =
        expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    assertThat(listed.headers().firstValue("Location")).contains("/api/v1/items/" + itemId);
    assertThat(listed.body())
        .contains("\"status\":\"active\"")
        .contains("\"current_bid\":null")
        .contains("\"minimum_next_bid\":10.00")
        .contains("\"item_seq\":1");
    assertThat(item(itemId)).contains("\"name\":\"A watch\"").contains("\"bid_count\":0");
  }

  @Test
  void anItemWithoutAnIdGetsOneAndARepeatGetsTheSame() {
    String body = AuctionHouse.listing("x").replace("\"item_id\":\"x\",", "");
    String key = AuctionHouse.newId();
    String first =
        expect(201, HOUSE.api().post("/api/v1/items", body, "Idempotency-Key", key)).body();
    String second =
        expect(201, HOUSE.api().post("/api/v1/items", body, "Idempotency-Key", key)).body();
    assertThat(second).isEqualTo(first);
    String other = expect(201, HOUSE.api().post("/api/v1/items", body)).body();
    assertThat(text(other, "id")).isNotEqualTo(text(first, "id"));
  }

  @Test
  void anAmountMayBeANumberOrItsText() {
    String itemId = AuctionHouse.newId();
    String listing =
        AuctionHouse.listing(itemId, "\"reserve_price\":\"150\"")
            .replace("\"start_price\":10", "\"start_price\":\"10.00\"");
    assertThat(expect(201, HOUSE.api().post("/api/v1/items", listing)).body())
        .contains("\"start_price\":10.00");
    String key = AuctionHouse.newId();
    HttpResponse<String> text =
        expect(200, bid(itemId, "ann", "\"12.50\"", "Idempotency-Key", key));
    assertThat(text.body()).contains("\"your_bid\":12.50");
    assertThat(expect(200, bid(itemId, "ann", "12.5", "Idempotency-Key", key)).body())
        .as("the same bid")
        .isEqualTo(text.body());
  }

  @Test
  void theSameIdCannotBeListedTwice() {
    String itemId = list();
    HttpResponse<String> again =
        expectProblem(409, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    assertThat(text(again, "reason")).isEqualTo("ITEM_EXISTS");
  }

  @Test
  void aListingUnderWhichNoAuctionCanBeHeldIs400AndNamesTheTerm() {
    HttpResponse<String> response =
        expectProblem(
            400,
            HOUSE
                .api()
                .post(
                    "/api/v1/items",
                    AuctionHouse.listing(AuctionHouse.newId(), "\"reserve_price\":5")));
    assertThat(text(response, "field")).isEqualTo("reserve_price");
  }

  @Test
  void anAcceptedBidLeadsUntilItIsOutbid() {
    String itemId = list();
    HttpResponse<String> first = expect(200, bid(itemId, "ann", "12"));
    assertThat(first.body())
        .contains("\"success\":true")
        .contains("\"current_bid\":12.00")
        .contains("\"your_bid\":12.00")
        .contains("\"is_highest\":true")
        .contains("\"minimum_next_bid\":12.50");
    assertThat(text(first, "event_id")).matches("0-[0-3]-\\d+");
    assertThat(text(first, "hash")).matches("[0-9a-f]{64}");
    assertThat(number(first, "item_seq")).isEqualTo(2);
    expect(200, bid(itemId, "bob", "12.5"));
    // Who was answered reads no less than they were told.
    assertThat(item(itemId))
        .contains("\"highest_bidder_id\":\"bob\"")
        .contains("\"current_bid\":12.50")
        .contains("\"bid_count\":2");
  }

  @Test
  void aBidUnderTheMinimumIsToldTheMinimum() {
    String itemId = list();
    expect(200, bid(itemId, "ann", "12"));
    HttpResponse<String> low =
        expectProblem(409, bid(itemId, "bob", "12.49", "Idempotency-Key", "k"));
    assertThat(text(low, "reason")).isEqualTo("BELOW_MINIMUM");
    assertThat(text(low, "hash")).isNotEmpty();
    assertThat(low.body())
        .contains("\"success\":false")
        .contains("\"is_highest\":false")
        .contains("\"minimum_next_bid\":12.50");
  }

  @Test
  void aHopelessBidWithoutAKeyIsRefusedByTheBoardAndIsNotInTheLog() {
    String itemId = list();
    expect(200, bid(itemId, "ann", "12"));
    await().until(() -> item(itemId).contains("\"current_bid\":12.00"));
    List<LogRecord> recordsBefore = records(itemId);
    HttpResponse<String> low = expectProblem(409, bid(itemId, "bob", "12.49"));
    assertThat(text(low, "reason")).isEqualTo("BELOW_MINIMUM");
    assertThat(low.body()).contains("\"event_id\":null").contains("\"minimum_next_bid\":12.50");
    // What is decided after it shows that it would have been read by now.
    expect(200, bid(itemId, "cy", "14", "Idempotency-Key", "k"));
    assertThat(records(itemId))
        .hasSize(recordsBefore.size() + 1)
        .last()
        .isEqualTo(placedBy(itemId, "cy"));
    // The leader may always ask: raising one's own bid has other rules.
    assertThat(text(bid(itemId, "cy", "12"), "event_id")).isNotEmpty();
  }

  private static List<LogRecord> records(String itemId) {
    return HOUSE.decider().seen().stream()
        .filter(record -> record.itemId().equals(itemId))
        .toList();
  }

  private static LogRecord placedBy(String itemId, String bidder) {
    return records(itemId).stream()
        .filter(record -> record instanceof BidPlaced bid && bid.bidderId().equals(bidder))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void untilTheFirstBidABidUnderTheStartPriceIsForTheLog() {
    String itemId = list();
    HttpResponse<String> low = expectProblem(409, bid(itemId, "ann", "7"));
    assertThat(text(low, "reason")).isEqualTo("BELOW_MINIMUM");
    assertThat(text(low, "event_id")).isNotEmpty();
    expect(200, HOUSE.api().json("PATCH", "/api/v1/items/" + itemId, "{\"start_price\":5}"));
    expect(200, bid(itemId, "ann", "7"));
  }

  @Test
  void theSellerMayNotBidAndAnotherCurrencyIsRefused() {
    String itemId = list();
    assertThat(text(expectProblem(409, bid(itemId, "sue", "12")), "reason"))
        .isEqualTo("SELLER_BID");
    HttpResponse<String> euros =
        HOUSE
            .api()
            .post(
                "/api/v1/items/" + itemId + "/bid",
                "{\"user_id\":\"ann\",\"amount\":12,\"currency\":\"EUR\"}");
    assertThat(text(expectProblem(409, euros), "reason")).isEqualTo("CURRENCY_MISMATCH");
  }

  @Test
  void aBiddersStandingGoesWithTheirBids() {
    String itemId = list();
    String user = AuctionHouse.newId();
    String body = "{\"user_id\":\"" + user + "\",\"name\":\"Ann\",\"limit\":20}";
    expect(201, HOUSE.api().post("/api/v1/users", body));
    assertThat(text(expectProblem(409, bid(itemId, user, "20.01")), "reason"))
        .isEqualTo("BIDDER_NOT_ELIGIBLE");
    expect(200, bid(itemId, user, "20"));
    expect(
        200, HOUSE.api().post("/api/v1/users", body.replace("\"limit\":20", "\"approved\":false")));
    assertThat(text(expectProblem(409, bid(itemId, user, "21")), "reason"))
        .isEqualTo("BIDDER_NOT_ELIGIBLE");
    expectProblem(400, HOUSE.api().post("/api/v1/users", "{\"user_id\":\"x\",\"limit\":-1}"));
    expectProblem(400, HOUSE.api().post("/api/v1/users", "{\"user_id\":\"x\",\"age\":1}"));
  }

  @Test
  void whoBuysNowIsToldSoAndWhatItCosts() {
    String itemId = list("\"buy_now_price\":50");
    HttpResponse<String> bought = expect(200, bid(itemId, "ann", "60"));
    assertThat(text(bought, "message"))
        .isEqualTo("The bid was accepted and buys the item for 50.00 USD.");
    assertThat(bought.body())
        .contains("\"your_bid\":60.00")
        .contains("\"outcome\":\"sold\"")
        .contains("\"hammer_price\":50.00")
        .contains("\"minimum_next_bid\":null");
    await().until(() -> item(itemId).contains("\"outcome\":\"sold\""));
    assertThat(text(item(itemId), "closed_at")).isEqualTo(text(bought, "closed_at"));
    String lookup = "/api/v1/bids/" + text(bought, "bid_id");
    await().until(() -> HOUSE.api().get(lookup).statusCode() == 200);
    assertThat(HOUSE.api().get(lookup).body()).contains("\"hammer_price\":50.00");
  }

  @Test
  void whoTakesADutchPriceIsToldThatTheyBoughtAndARepeatIsToldTheSame() {
    String itemId = AuctionHouse.newId();
    String dutch =
        AuctionHouse.listing(itemId, "\"dutch_step\":1", "\"dutch_interval\":\"PT24H\"")
            .replace("ENGLISH", "DUTCH");
    expect(201, HOUSE.api().post("/api/v1/items", dutch));
    HttpResponse<String> bought = expect(200, bid(itemId, "ann", "12", "Idempotency-Key", "k"));
    assertThat(bought.body()).contains("\"outcome\":\"sold\"").contains("\"hammer_price\":10.00");
    assertThat(expect(200, bid(itemId, "ann", "12", "Idempotency-Key", "k")).body())
        .isEqualTo(bought.body());
  }

  @Test
  void aLeaderWhoLeavesNoBidToMakeHasNotBought() {
    String itemId = AuctionHouse.newId();
    String reverse = AuctionHouse.listing(itemId).replace("ENGLISH", "REVERSE");
    expect(201, HOUSE.api().post("/api/v1/items", reverse));
    HttpResponse<String> leads = expect(200, bid(itemId, "ann", "0.01"));
    assertThat(leads.body()).contains("\"minimum_next_bid\":null").doesNotContain("outcome");
    assertThat(text(leads, "message")).isEqualTo("The bid was accepted and leads.");
  }

  @Test
  void aMaximumAndAReserveStaySecret() {
    String itemId = list("\"proxy\":true", "\"reserve_price\":55.55");
    HttpResponse<String> mine = expect(200, bid(itemId, "ann", "44.44"));
    assertThat(mine.body()).contains("\"your_bid\":44.44").contains("\"current_bid\":10.00");
    await().until(() -> item(itemId).contains("\"bid_count\":1"));
    String bidId = text(mine, "bid_id");
    await().until(() -> HOUSE.api().get("/api/v1/bids/" + bidId).statusCode() == 200);
    String found = HOUSE.api().get("/api/v1/bids/" + bidId).body();
    assertThat(item(itemId) + found).doesNotContain("44.44").doesNotContain("55.55");
    assertThat(found).contains("\"status\":\"accepted\"").contains("\"is_highest\":true");
    assertThat(text(expect(200, bid(itemId, "bob", "30")), "reason")).isEqualTo("OUTBID_BY_PROXY");
  }

  @Test
  void aSealedBidTellsNobodyWhoLeads() {
    String itemId = AuctionHouse.newId();
    expect(
        201,
        HOUSE
            .api()
            .post(
                "/api/v1/items",
                AuctionHouse.listing(itemId).replace("ENGLISH", "SEALED_FIRST_PRICE")));
    HttpResponse<String> mine = expect(200, bid(itemId, "ann", "44.44"));
    assertThat(mine.body())
        .contains("\"current_bid\":null")
        .contains("\"is_highest\":null")
        .contains("\"your_bid\":44.44");
    String bidId = text(mine, "bid_id");
    await().until(() -> HOUSE.api().get("/api/v1/bids/" + bidId).statusCode() == 200);
    assertThat(HOUSE.api().get("/api/v1/bids/" + bidId).body() + item(itemId))
        .doesNotContain("44.44")
        .doesNotContain("ann");
  }

  @Test
  void whoDoesNotWantToWaitIsToldWhereToLook() {
    String itemId = list();
    HOUSE.decider().pause();
    try {
      HttpResponse<String> left = expect(202, bid(itemId, "ann", "12", "Prefer", "respond-async"));
      assertThat(left.headers().firstValue("Location"))
          .contains("/api/v1/bids/" + text(left, "bid_id"));
      String location = left.headers().firstValue("Location").orElseThrow();
      assertThat(text(expect(202, HOUSE.api().get(location)), "status")).isEqualTo("waiting");
      // Without the wish it is waited for, and then the answer is the same.
      HttpResponse<String> late = expect(202, bid(itemId, "bob", "13"));
      assertThat(late.headers().firstValue("Retry-After")).isPresent();
      HOUSE.decider().resume();
      await().until(() -> HOUSE.api().get(location).statusCode() == 200);
      assertThat(text(HOUSE.api().get(location), "status")).isEqualTo("accepted");
    } finally {
      HOUSE.decider().ensureResumed();
    }
  }

  @Test
  void aBidThatNobodyPlacedIs404() {
    expectProblem(404, HOUSE.api().get("/api/v1/bids/" + "0".repeat(32)));
    expectProblem(404, HOUSE.api().get("/api/v1/bids/what"));
  }

  @Test
  void anAuctionIsPausedAmendedResumedAndWithdrawn() {
    String itemId = list();
    String path = "/api/v1/items/" + itemId;
    expect(200, HOUSE.api().send("POST", path + "/pause", ""));
    assertThat(item(itemId)).contains("\"status\":\"paused\"");
    assertThat(text(expectProblem(409, HOUSE.api().send("POST", path + "/pause", "")), "detail"))
        .isEqualTo("The auction is paused; bids are taken again once it resumes.");
    assertThat(text(expectProblem(409, bid(itemId, "ann", "12")), "reason"))
        .isEqualTo("AUCTION_PAUSED");
    expect(200, HOUSE.api().post(path + "/resume", "{\"actor_id\":\"clerk\"}"));
    expectProblem(409, HOUSE.api().send("POST", path + "/resume", ""));
    expect(200, HOUSE.api().json("PATCH", path, "{\"title\":\"A clock\"}"));
    assertThat(item(itemId)).contains("\"name\":\"A clock\"");
    expect(200, bid(itemId, "ann", "12"));
    HttpResponse<String> late =
        expectProblem(409, HOUSE.api().json("PATCH", path, "{\"start_price\":5}"));
    assertThat(text(late, "reason")).isEqualTo("AMENDMENT_NOT_ALLOWED");
    expectProblem(400, HOUSE.api().json("PATCH", path, "{}"));
    expectProblem(400, HOUSE.api().json("PATCH", path, "{\"colour\":\"red\"}"));
    expect(200, HOUSE.api().post(path + "/withdraw", "{\"reason\":\"broken\"}"));
    assertThat(item(itemId)).contains("\"status\":\"withdrawn\"");
    assertThat(text(expectProblem(409, bid(itemId, "bob", "50")), "reason"))
        .isEqualTo("ITEM_WITHDRAWN");
    expectProblem(404, HOUSE.api().send("POST", "/api/v1/items/none/pause", ""));
  }

  @Test
  void aBidIsTakenBackWhereTheListingLetsIt() {
    String itemId = list("\"retractable\":true");
    String bidId = text(expect(200, bid(itemId, "ann", "12")), "bid_id");
    String path = "/api/v1/items/" + itemId + "/bids/" + bidId;
    assertThat(text(expectProblem(400, HOUSE.api().send("DELETE", path, "")), "field"))
        .isEqualTo("user_id");
    expect(200, HOUSE.api().json("DELETE", path, "{\"user_id\":\"ann\",\"reason\":\"a slip\"}"));
    assertThat(item(itemId)).contains("\"highest_bidder_id\":null");
    assertThat(
            text(
                expectProblem(
                    409, HOUSE.api().send("DELETE", path + "?user_id=ann&reason=again", "")),
                "reason"))
        .isEqualTo("BID_NOT_STANDING");
  }

  @Test
  void healthTellsHowItIsAndMetricsCount() {
    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> health = expect(200, HOUSE.api().get("/health"));
              assertThat(text(health, "status")).isEqualTo("healthy");
              assertThat(text(health, "service")).isEqualTo("ingest-service");
              assertThat(text(health, "time")).isNotEmpty();
            });
    bid(list(), "ann", "12");
    assertThat(expect(200, HOUSE.api().get("/metrics")).body())
        .contains("bidlock_bid_answers")
        .contains("bidlock_bid_answer_time");
  }
}
