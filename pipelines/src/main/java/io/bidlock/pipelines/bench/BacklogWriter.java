package io.bidlock.pipelines.bench;

import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.LogRecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a log with English auctions and rising bids on them; a seed gives the same each time. */
final class BacklogWriter {
  private static final long SEED = 20_261_121;

  private final Random random = new Random(SEED);
  private final long[] priceMinor;

  BacklogWriter(int items) {
    this.priceMinor = new long[items];
  }

  void write(String bootstrapServers, long bids) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      Instant now = Instant.now();
      for (int item = 0; item < priceMinor.length; item++) {
        send(producer, listing(item, now));
      }
      for (long bid = 0; bid < bids; bid++) {
        send(producer, bid(bid));
      }
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, LogRecord record) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.BIDS,
                record.itemId().getBytes(StandardCharsets.UTF_8),
                LogRecordJson.write(record)));
  }

  private ItemListed listing(int item, Instant now) {
    Terms terms =
        Terms.of(
            Map.of(
                Term.SELLER_ID,
                "seller-" + item % 500,
                Term.TITLE,
                "Lot " + item,
                Term.CATEGORY,
                "category-" + item % 20,
                Term.CURRENCY,
                "USD",
                Term.FORMAT,
                "ENGLISH",
                Term.START_PRICE,
                "1",
                Term.OPENS_AT,
                now.minus(Duration.ofHours(1)).toString(),
                Term.CLOSES_AT,
                now.plus(Duration.ofDays(7)).toString()));
    return new ItemListed(id(item), "list-" + item, Rules.CURRENT_VERSION, terms, Nonce.NONE);
  }

  /** About two of three bids reach the minimum. */
  private BidPlaced bid(long number) {
    int item = random.nextInt(priceMinor.length);
    priceMinor[item] += random.nextInt(500);
    String bidder = "bidder-" + random.nextInt(20_000);
    return new BidPlaced(
        id(item),
        Ids.bidId(bidder, id(item), Long.toString(number)),
        bidder,
        DecimalAmount.ofMinor(100 + priceMinor[item], 2),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        new Nonce(random.nextLong(), random.nextLong()));
  }

  private static String id(int item) {
    return "item-" + item;
  }
}
