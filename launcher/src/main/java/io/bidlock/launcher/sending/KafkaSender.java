package io.bidlock.launcher.sending;

import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes traffic straight into an auction log, past the ingest service. */
public final class KafkaSender implements Sender {
  private static final int LOOK_MILLIS = 5_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public KafkaSender(String bootstrapServers) {
    try {
      this.producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  ProducerConfig.ACKS_CONFIG,
                  "all",
                  ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                  true,
                  ProducerConfig.LINGER_MS_CONFIG,
                  5,
                  ProducerConfig.BATCH_SIZE_CONFIG,
                  128 << 10,
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  15_000,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  15_000,
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  30_000,
                  // One request at a time: a partition that was just made takes whatever number a
                  // producer begins with, and then for ever refuses the batch that was overtaken.
                  ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                  1),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    } catch (KafkaException e) {
      throw new CommandFailure(
          "Kafka at " + bootstrapServers + " cannot be used: " + lastCause(e).getMessage(), e);
    }
  }

  /**
   * Looks whether there is an auction log to write to.
   *
   * @throws CommandFailure when there is no Kafka, or none with such a log
   */
  public static void requireLog(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            LOOK_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            LOOK_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      var unused = admin.describeTopics(List.of(Topics.BIDS)).allTopicNames().get();
    } catch (KafkaException e) {
      throw new CommandFailure(
          "Kafka at " + bootstrapServers + " cannot be used: " + lastCause(e).getMessage(), e);
    } catch (ExecutionException e) {
      throw new CommandFailure(
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? "Kafka at %s has no topic %s; is it BidLock's?"
                  .formatted(bootstrapServers, Topics.BIDS)
              : "No Kafka at " + bootstrapServers,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while looking for Kafka", e);
    }
  }

  @Override
  public void send(TrafficEvent event) {
    byte[] value =
        event
            .record()
            .map(LogRecordJson::write)
            .orElseGet(() -> nonsense(event.action()).getBytes(StandardCharsets.UTF_8));
    send(event.action().itemId(), value);
  }

  /**
   * Appends a record under an item's id.
   *
   * @throws CommandFailure when this or an earlier record was not taken
   */
  public void send(String itemId, byte[] value) {
    complain();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.BIDS, itemId.getBytes(StandardCharsets.UTF_8), value),
              (metadata, problem) -> {
                if (problem != null) {
                  failure.compareAndSet(null, problem);
                }
              });
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
      complain();
    }
  }

  @Override
  public void close() {
    producer.close();
    complain();
  }

  private void complain() {
    Exception problem = failure.get();
    if (problem != null) {
      throw new CommandFailure(
          "Kafka did not take a record: " + lastCause(problem).getMessage(), problem);
    }
  }

  private static String nonsense(Action action) {
    return action instanceof Action.SendNonsense nonsense ? nonsense.body() : "";
  }

  private static Throwable lastCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
