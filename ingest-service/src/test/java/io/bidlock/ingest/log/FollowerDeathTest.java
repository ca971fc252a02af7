package io.bidlock.ingest.log;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.Topics;
import io.bidlock.ingest.IngestServer;
import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance that no longer hears what happens says so. */
class FollowerDeathTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  @Test
  void whatNoReaderSurvivesIsTold() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(AuctionHouse.newId())));
    try (TopicFollower follower =
        new TopicFollower(
            HOUSE.kafka().bootstrapServers(),
            Topics.BIDS,
            new TopicFollower.Start.Beginning(),
            TopicFollower.AtEnd.GO_ON,
            record -> {
              throw new OutOfMemoryError("as a test has it");
            })) {
      follower.begin();
      await().until(() -> follower.failure().isPresent());
      assertThat(follower.failure().get()).contains(Topics.BIDS).contains("OutOfMemoryError");
      assertThat(follower.caughtUp()).isCompletedExceptionally();
    }
  }

  @Test
  void whatABrokenRecordDoesIsNoDeath() {
    try (TopicFollower follower =
        new TopicFollower(
            HOUSE.kafka().bootstrapServers(),
            Topics.BIDS,
            new TopicFollower.Start.Beginning(),
            TopicFollower.AtEnd.STOP,
            record -> {
              throw new IllegalStateException("as a test has it");
            })) {
      follower.begin().caughtUp().join();
      assertThat(follower.failure()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.ITEMS, Topics.USERS, Topics.BIDS, Topics.DECISIONS})
  void anInstanceIsUnhealthyAndSaysWhichTopicItDoesNotRead(String topic) {
    Set<Thread> others = followers(topic);
    IngestServer instance = HOUSE.startInstance();
    try {
      Api api = new Api(instance.port());
      await().until(() -> text(expect(200, api.get("/health")), "bid_lookup").equals("ready"));
      Set<Thread> its = followers(topic);
      its.removeAll(others);
      assertThat(its).isNotEmpty();
      its.forEach(Thread::interrupt);
      await().until(() -> api.get("/health").statusCode() == 503);
      HttpResponse<String> health = api.get("/health");
      assertThat(text(health, "status")).isEqualTo("unhealthy");
      assertThat(text(health, "failure")).contains(topic);
    } finally {
      HOUSE.stop(instance);
    }
  }

  private static Set<Thread> followers(String topic) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("follow-" + topic))
        .collect(Collectors.toSet());
  }
}
