package io.bidlock.pipelines.publish;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.Settlement;
import io.bidlock.pipelines.fraud.FraudAlert;
import io.bidlock.pipelines.log.DeadLetter;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to Kafka, acknowledged by all replicas, each record at once. What is written may be
 * written again after a failure: it never differs, and readers drop repeats.
 */
public final class Publish<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  /** How long a broker may be away before a write fails and the job with it. */
  private static final int DELIVERY_TIMEOUT_MILLIS = 600_000;

  private final String bootstrapServers;
  private final DoFn<T, ProducerRecord<byte[], byte[]>> format;

  private Publish(
      String name, String bootstrapServers, DoFn<T, ProducerRecord<byte[], byte[]>> format) {
    super(name);
    this.bootstrapServers = bootstrapServers;
    this.format = format;
  }

  /** Decisions and closes to {@code auction.decisions}. */
  public static Publish<Ruling> rulings(String bootstrapServers, long epoch) {
    return new Publish<>("PublishDecisions", bootstrapServers, new FormatRuling(epoch));
  }

  /** Public items to {@code auction.items}. */
  public static Publish<PublicItem> items(String bootstrapServers, long epoch) {
    return new Publish<>("PublishItems", bootstrapServers, new FormatItem(epoch));
  }

  /** Settlements to {@code auction.txn}. */
  public static Publish<Settlement> settlements(String bootstrapServers, long epoch) {
    return new Publish<>("PublishSettlements", bootstrapServers, new FormatSettlement(epoch));
  }

  /** What could not be read to {@code auction.dead-letters}. */
  public static Publish<DeadLetter> deadLetters(String bootstrapServers, long epoch) {
    return new Publish<>("PublishDeadLetters", bootstrapServers, new FormatDeadLetter(epoch));
  }

  /** Fraud alerts to {@code auction.alerts}. */
  public static Publish<FraudAlert> alerts(String bootstrapServers, long epoch) {
    return new Publish<>("PublishAlerts", bootstrapServers, new FormatAlert(epoch));
  }

  /** Anything, in a format of its own. */
  public static <T> Publish<T> as(
      String name, String bootstrapServers, DoFn<T, ProducerRecord<byte[], byte[]>> format) {
    return new Publish<>(name, bootstrapServers, format);
  }

  @Override
  public PDone expand(PCollection<T> values) {
    return values
        .apply("Format", ParDo.of(format))
        .setCoder(ProducerRecordCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()))
        .apply(
            "Kafka",
            KafkaIO.<byte[], byte[]>writeRecords()
                .withBootstrapServers(bootstrapServers)
                .withKeySerializer(ByteArraySerializer.class)
                .withValueSerializer(ByteArraySerializer.class)
                .withProducerConfigUpdates(
                    Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_TIMEOUT_MILLIS)));
  }
}
