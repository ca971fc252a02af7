package io.bidlock.launcher.house;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Which generations published a decision, as the headers of the decisions tell. */
final class DecisionEpochs {
  private static final String EPOCH = "epoch";
  private static final Duration POLL = Duration.ofMillis(200);

  private DecisionEpochs() {}

  /** The epochs of everything published by now, by the place of the command in the log. */
  static Map<Position, Set<Long>> read(String bootstrapServers) {
    Map<Position, Set<Long>> epochs = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DECISIONS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(POLL).forEach(record -> note(record, epochs));
      }
    }
    return epochs;
  }

  private static void note(ConsumerRecord<byte[], byte[]> record, Map<Position, Set<Long>> epochs) {
    try {
      if (RulingJson.read(record.value()) instanceof Decision decision) {
        String epoch =
            new String(record.headers().lastHeader(EPOCH).value(), StandardCharsets.UTF_8);
        epochs
            .computeIfAbsent(decision.position(), position -> new TreeSet<>())
            .add(Long.parseLong(epoch));
      }
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
  }
}
