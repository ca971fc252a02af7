package io.bidlock.pipelines.log;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Where the log ends now. Connects when it is first asked; not thread-safe. */
public final class LogEnds implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final String bootstrapServers;
  private final String topic;
  private @Nullable Admin admin;

  public LogEnds(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  /**
   * Asks Kafka, for two seconds at most.
   *
   * @return the offset of the record that comes next; nothing where Kafka did not answer
   */
  public OptionalLong of(int partition) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    try {
      return OptionalLong.of(
          admin()
              .listOffsets(Map.of(wanted, OffsetSpec.latest()))
              .partitionResult(wanted)
              .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
              .offset());
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  private Admin admin() {
    if (admin == null) {
      admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MILLIS,
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MILLIS));
    }
    return admin;
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close();
      admin = null;
    }
  }
}
