package io.bidlock.pipelines.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer as {@code KafkaIO} uses one: partitions are assigned, those of which there is a
 * checkpoint are sought, then all are polled. What is not sought begins at its beginning.
 *
 * <p>Where it is to go on from a record that the topic does not have, it fails. Kafka's own would
 * pass over what expired in silence, or read everything again.
 */
public class LogConsumer extends KafkaConsumer<byte[], byte[]> {
  /**
   * @param config of Kafka's; what it says of a reset is not heeded
   */
  public LogConsumer(Map<String, Object> config) {
    super(withoutReset(config));
  }

  private static Map<String, Object> withoutReset(Map<String, Object> config) {
    Map<String, Object> changed = new HashMap<>(config);
    changed.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return changed;
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    // Without a reset no partition can be asked for anything before all of them have a place.
    seekToBeginning(partitions);
  }

  @Override
  @Deprecated
  public ConsumerRecords<byte[], byte[]> poll(long timeoutMillis) {
    return poll(Duration.ofMillis(timeoutMillis));
  }

  /**
   * @throws IllegalStateException where a record is wanted that the topic does not have
   */
  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return super.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      Map.Entry<TopicPartition, Long> wanted =
          e.offsetOutOfRangePartitions().entrySet().iterator().next();
      TopicPartition partition = wanted.getKey();
      throw new IllegalStateException(
          String.format(
              "%s, partition %d: to go on from offset %d is not possible, it begins at %d and ends"
                  + " before %d. The checkpoint is older than what is kept, or of another era:"
                  + " docs/upgrades.md has the ways on",
              partition.topic(),
              partition.partition(),
              wanted.getValue(),
              beginningOffsets(Set.of(partition)).get(partition),
              endOffsets(Set.of(partition)).get(partition)),
          e);
    }
  }
}
