package io.bidlock.ingest.log;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the auction log and the users, acknowledged by all in-sync replicas, each record once. It
 * answers or gives up in bounded time. Safe for use by several threads; records appended by one
 * thread for one item keep their order.
 */
public final class AuctionLog implements AutoCloseable {
  private static final int MAX_BLOCK_MILLIS = 2_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 2_500;
  private static final int DELIVERY_TIMEOUT_MILLIS = 5_000;
  private static final int MAX_RECORD_BYTES = 256 << 10;

  private final KafkaProducer<byte[], byte[]> producer;
  private final int era;
  private final String source;

  /**
   * @param era the log's present era
   * @param instance names this writer in the records' headers
   */
  public AuctionLog(String bootstrapServers, int era, String instance) {
    this.era = era;
    this.source = "/bidlock/ingest/" + instance;
    this.producer =
        new KafkaProducer<>(
            Map.<String, Object>ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "bidlock-ingest-" + instance),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Appends a record under its item's key.
   *
   * @param traceparent the W3C trace context that came with it
   * @return done once it is acknowledged; else failed with {@link LogUnavailable}, and nobody knows
   *     whether it stands in the log
   */
  public CompletableFuture<Appended> append(LogRecord record, Optional<String> traceparent) {
    return send(
        new ProducerRecord<>(
            Topics.BIDS,
            null,
            utf8(record.itemId()),
            LogRecordJson.write(record),
            CommandHeaders.of(record, source, traceparent)));
  }

  /** Writes a user under their id; the result is as for {@link #append}. */
  public CompletableFuture<Appended> writeUser(String userId, byte[] json) {
    return send(new ProducerRecord<>(Topics.USERS, null, utf8(userId), json, List.<Header>of()));
  }

  /** Waits for what is under way, at most the delivery timeout. */
  @Override
  public void close() {
    producer.close(Duration.ofMillis(DELIVERY_TIMEOUT_MILLIS));
  }

  private CompletableFuture<Appended> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Appended> result = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  result.complete(appended(metadata));
                } else {
                  result.completeExceptionally(unavailable(failure));
                }
              });
    } catch (KafkaException e) {
      result.completeExceptionally(unavailable(e));
    } catch (IllegalStateException e) {
      // Closed: this instance is going down.
      result.completeExceptionally(unavailable(e));
    }
    return result;
  }

  private Appended appended(RecordMetadata metadata) {
    return new Appended(
        new Position(era, metadata.partition(), metadata.offset()), metadata.timestamp());
  }

  private static LogUnavailable unavailable(Exception failure) {
    return new LogUnavailable("Kafka did not take the record: " + failure.getMessage(), failure);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
