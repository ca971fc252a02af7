package io.bidlock.ingest.house;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands in Kafka at this moment, read by a consumer of its own. */
public final class TopicCopy {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicCopy() {}

  /** The whole auction log; the records of one item in their order. */
  public static List<LogRecord> log(String bootstrapServers) {
    return read(bootstrapServers, Topics.BIDS, LogRecordJson::read);
  }

  /** An item's latest published state. */
  public static Optional<PublicItem> item(String bootstrapServers, String itemId) {
    return read(bootstrapServers, Topics.ITEMS, PublicItemJson::read).stream()
        .filter(item -> item.id().equals(itemId))
        .reduce((earlier, later) -> later);
  }

  private interface Reading<T> {
    T of(byte[] json) throws UnreadableRecord;
  }

  private static <T> List<T> read(String bootstrapServers, String topic, Reading<T> reading) {
    List<T> copy = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(POLL).forEach(record -> copy.add(parsed(reading, record.value())));
      }
    }
    return copy;
  }

  private static <T> T parsed(Reading<T> reading, byte[] json) {
    try {
      return reading.of(json);
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
  }
}
