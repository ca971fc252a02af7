package io.bidlock.ingest.decisions;

import static io.bidlock.ingest.house.Answered.expectProblem;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.ingest.house.AuctionHouse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is published again long after it was decided. */
class OldDecisionsTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  @Test
  void aDecisionOfTheDayBeforeYesterdayIsNotLookedUpWhenItWasPublished() throws Exception {
    String recent = newBidId();
    String old = newBidId();
    publish(recent, Instant.now().minus(Duration.ofHours(23)));
    publish(old, Instant.now().minus(Duration.ofHours(48)));
    await().until(() -> HOUSE.api().get("/api/v1/bids/" + recent).statusCode() == 200);
    await().until(() -> HOUSE.api().get("/api/v1/bids/" + old).statusCode() != 503);
    expectProblem(404, HOUSE.api().get("/api/v1/bids/" + old));
  }

  private static String newBidId() {
    return Ids.bidId("ann", "watch", UUID.randomUUID().toString());
  }

  /** As a new generation of the arbitration does. */
  private static void publish(String bidId, Instant decided) throws Exception {
    BidPlaced bid =
        new BidPlaced(
            "watch",
            bidId,
            "ann",
            DecimalAmount.parse("12"),
            Optional.empty(),
            BidderStanding.OPEN,
            Channel.WEB,
            Nonce.NONE);
    LogEntry entry = new LogEntry(new Position(0, 0, 1), decided.toEpochMilli(), bid);
    Ruling ruling =
        new Arbiter().decide(ItemState.Unknown.INSTANCE, Optional.empty(), entry).rulings().get(0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", HOUSE.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.DECISIONS, RulingJson.write(ruling))).get();
    }
  }
}
