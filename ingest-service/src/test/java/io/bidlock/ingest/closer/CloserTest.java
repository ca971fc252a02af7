package io.bidlock.ingest.closer;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.number;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.house.TopicCopy;
import io.bidlock.ingest.log.AuctionLog;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Items end on time, whoever was away. */
class CloserTest {
  /** Long enough for what has to come before it, on a machine that is busy with other things. */
  private static final long SOON_MILLIS = 5_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AuctionHouse house = AuctionHouse.shared();
  private final String itemId = AuctionHouse.newId();
  private final String path = "/api/v1/items/" + itemId;

  /** A listing that ends so many milliseconds from now. */
  private static String endingIn(String itemId, long millis, String... more) {
    Instant end = Instant.now().plusMillis(millis).truncatedTo(ChronoUnit.MILLIS);
    return AuctionHouse.listing(itemId, more)
        .replaceAll("\"closes_at\":\"[^\"]*\"", "\"closes_at\":\"" + end + "\"");
  }

  /** Lists the item to end soon; says when. */
  private Instant list(String... more) {
    return time(
        expect(201, house.api().post("/api/v1/items", endingIn(itemId, SOON_MILLIS, more))),
        "closes_at");
  }

  private HttpResponse<String> bid(String bidder, String amount) {
    return house
        .api()
        .post(path + "/bid", "{\"user_id\":\"" + bidder + "\",\"amount\":" + amount + "}");
  }

  private HttpResponse<String> hold(long seconds) {
    return expect(
        200,
        house
            .api()
            .json("PUT", path + "/lock", "{\"holder\":\"till\",\"ttl_seconds\":" + seconds + "}"));
  }

  private String status() {
    return text(house.api().get(path), "status");
  }

  private static Instant time(HttpResponse<String> response, String field) {
    return Instant.parse(text(response, field));
  }

  /** Waits for an end of the auction and says when it was first seen. */
  private Instant seenToBe(String ended) {
    await().atMost(PATIENCE).until(() -> status().equals(ended));
    return Instant.now();
  }

  private static void awaitTime(Instant time) {
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(time));
  }

  private long closesInLog() {
    return TopicCopy.log(house.kafka().bootstrapServers()).stream()
        .filter(CloseDue.class::isInstance)
        .filter(record -> record.itemId().equals(itemId))
        .count();
  }

  @Test
  void anItemIsClosedWhenItIsDueThoughNobodyBids() {
    Instant end = list();
    expect(200, bid("ann", "12"));
    assertThat(seenToBe("sold")).isAfterOrEqualTo(end);
    assertThat(house.api().get(path).body())
        .contains("\"winner\":\"ann\"")
        .contains("\"hammer_price\":12.00")
        .contains("\"close_hash\":");
    assertThat(text(expectProblem(409, bid("bob", "50")), "reason")).isEqualTo("AUCTION_CLOSED");
  }

  @Test
  void whatFellDueWhileNoInstanceRanIsClosedAtTheNextStart() {
    try (AuctionHouse own = AuctionHouse.open()) {
      Instant end =
          time(
              expect(201, own.api().post("/api/v1/items", endingIn(itemId, 2 * SOON_MILLIS))),
              "closes_at");
      own.stop(own.instance());
      awaitTime(end.plusMillis(100));
      assertThat(TopicCopy.log(own.kafka().bootstrapServers()))
          .noneMatch(CloseDue.class::isInstance);
      own.startInstance();
      await().atMost(PATIENCE).until(() -> text(own.api().get(path), "status").equals("no_bids"));
    }
  }

  @Test
  void aHoldOverTheEndPutsTheCloseOffUntilItRunsOut() {
    Instant end = list();
    expect(200, bid("ann", "12"));
    Instant until = time(hold(SOON_MILLIS / 1_000 + 3), "until");
    assertThat(until).isAfter(end);
    assertThat(seenToBe("sold")).isAfterOrEqualTo(until);
    assertThat(text(house.api().get(path), "winner")).isEqualTo("ann");
  }

  @Test
  void aHoldThatIsGivenBackAfterTheEndLetsTheItemClose() {
    Instant end = list();
    expect(200, bid("ann", "12"));
    HttpResponse<String> held = hold(3_600);
    awaitTime(end.plusMillis(300));
    assertThat(status()).isEqualTo("locked");
    expect(
        200,
        house
            .api()
            .send("DELETE", path + "/lock", "", "If-Match", "\"" + number(held, "token") + "\""));
    assertThat(seenToBe("sold")).isBefore(time(held, "until"));
  }

  @Test
  void aBidJustBeforeTheEndMovesTheCloseToTheNewEnd() {
    Instant listedEnd = list("\"soft_close_window\":\"PT30S\",\"soft_close_extension\":\"PT8S\"");
    Instant end = time(expect(200, bid("ann", "12")), "closes_at");
    assertThat(end).isAfter(listedEnd);
    assertThat(seenToBe("sold")).isAfterOrEqualTo(end);
  }

  @Test
  void theCloseIsAskedForAgainUntilItIsDecided() {
    list();
    house.decider().pause();
    try {
      await().atMost(PATIENCE).until(() -> closesInLog() >= 3);
      assertThat(status()).isEqualTo("active");
    } finally {
      house.decider().resume();
    }
    seenToBe("no_bids");
  }

  @Test
  void aDayAfterItEndedAnItemIsAskedToBecomeATombstone() {
    PublicItem ended = withdrawn(itemId);
    String laterId = AuctionHouse.newId();
    PublicItem endedLater = withdrawn(laterId);
    Instant due = Instant.ofEpochMilli(ended.dueMillis().orElseThrow());
    assertThat(due)
        .isEqualTo(
            Instant.ofEpochMilli(ended.closedAtMillis().orElseThrow()).plus(Duration.ofDays(1)));
    assertThat(endedLater.dueMillis().orElseThrow()).isGreaterThan(due.toEpochMilli());

    try (AuctionLog log = new AuctionLog(house.kafka().bootstrapServers(), 0, "tomorrow");
        Closer tomorrow = new Closer(log, Clock.fixed(due, ZoneOffset.UTC))) {
      tomorrow.published(endedLater);
      tomorrow.published(ended);
      tomorrow.begin();
      await().atMost(PATIENCE).until(() -> closesInLog() == 1);
      assertThat(tomorrow.appended()).as("the other one is not due yet").isEqualTo(1);
      assertThat(tomorrow.waiting()).isEqualTo(2);
    }
  }

  private PublicItem withdrawn(String id) {
    expect(201, house.api().post("/api/v1/items", AuctionHouse.listing(id)));
    expect(200, house.api().send("POST", "/api/v1/items/" + id + "/withdraw", ""));
    return TopicCopy.item(house.kafka().bootstrapServers(), id).orElseThrow();
  }
}
