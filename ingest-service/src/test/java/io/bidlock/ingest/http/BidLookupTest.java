package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.ingest.decisions.BidIndex;
import io.bidlock.ingest.decisions.BidIndexFeed;
import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.log.LogEnds;
import io.helidon.webserver.WebServer;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance that has not read the last 24 h yet does not say that there is no such bid. */
class BidLookupTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();
  private static final String UNKNOWN = "0".repeat(32);

  private final String kafka = HOUSE.kafka().bootstrapServers();
  private final Clock clock = Clock.systemUTC();
  private final BidIndex index = new BidIndex(100_000);
  private final LoneTaker lone = new LoneTaker(HOUSE);
  private Admin admin;
  private BidIndexFeed feed;
  private WebServer server;

  /** With a feed that has not begun to read. */
  @BeforeEach
  void serve() {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
    LogEnds ends = new LogEnds(admin, HOUSE.settings().partitions());
    feed = new BidIndexFeed(kafka, index, ends, clock.millis(), ruling -> {});
    BidResource bids =
        new BidResource(lone.taker(), lone.desk(), index, feed, new BidMetrics(), clock);
    server =
        WebServer.builder()
            .port(0)
            .shutdownHook(false)
            .routing(
                routing -> {
                  routing.register("/api/v1", bids);
                  Failures.handle(routing);
                })
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.stop();
    feed.close();
    admin.close();
    lone.close();
  }

  @Test
  void itSaysAskLaterAndOnceAllIsReadItKnows() {
    String itemId = AuctionHouse.newId();
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    String placed =
        text(
            expect(
                200,
                HOUSE
                    .api()
                    .post(
                        "/api/v1/items/" + itemId + "/bid", "{\"user_id\":\"ann\",\"amount\":12}")),
            "bid_id");

    for (String bidId : new String[] {placed, UNKNOWN}) {
      HttpResponse<String> tooEarly = expectProblem(503, lookUp(bidId));
      assertThat(tooEarly.headers().firstValue("Retry-After")).contains("2");
    }

    feed.begin();
    await().until(() -> lookUp(placed).statusCode() == 200);
    assertThat(text(lookUp(placed), "status")).isEqualTo("accepted");
    await().until(feed::complete);
    expectProblem(404, lookUp(UNKNOWN));
  }

  private HttpResponse<String> lookUp(String bidId) {
    return new Api(server.port()).get("/api/v1/bids/" + bidId);
  }
}
