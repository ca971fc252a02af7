package io.bidlock.pipelines.log;

import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every partition of the auction log as raw bytes, from its beginning. What the bytes say is
 * for {@link ParseLog}: what cannot be read must become a dead letter, not an error of the reader.
 */
public final class ReadLog extends PTransform<PBegin, PCollection<KafkaRecord<byte[], byte[]>>> {
  private static final long serialVersionUID = 1L;

  /** Enough for one poll to keep a core busy for some 50 ms. */
  private static final int MAX_POLL_RECORDS = 2_000;

  private final String bootstrapServers;
  private final LogLayout layout;
  private final int era;
  private final SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> consumers;

  private ReadLog(
      String bootstrapServers,
      LogLayout layout,
      int era,
      SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
    super("ReadLog");
    this.bootstrapServers = bootstrapServers;
    this.layout = layout;
    this.era = era;
    this.consumers = consumers;
  }

  /** From the log's beginning. */
  public static ReadLog from(String bootstrapServers, LogLayout layout, int era) {
    return new ReadLog(bootstrapServers, layout, era, LogConsumer::new);
  }

  /**
   * By consumers of another kind than {@link LogConsumer}.
   *
   * @param value makes one, given its configuration
   */
  public ReadLog by(SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> value) {
    return new ReadLog(bootstrapServers, layout, era, value);
  }

  @Override
  public PCollection<KafkaRecord<byte[], byte[]>> expand(PBegin begin) {
    KafkaIO.Read<byte[], byte[]> read =
        KafkaIO.<byte[], byte[]>read()
            .withBootstrapServers(bootstrapServers)
            .withTopicPartitions(layout.topicPartitions())
            .withKeyDeserializer(ByteArrayDeserializer.class)
            .withValueDeserializer(ByteArrayDeserializer.class)
            .withTimestampPolicyFactory(LogTimestampPolicy::create)
            .withConsumerFactoryFn(consumers)
            .withConsumerConfigUpdates(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    MAX_POLL_RECORDS));
    // In another era offsets mean other records: a savepoint's must not be taken for its own.
    return begin.apply(era == 0 ? "Kafka" : "Kafka of era " + era, read);
  }
}
