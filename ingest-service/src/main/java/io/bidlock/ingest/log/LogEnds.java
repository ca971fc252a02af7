package io.bidlock.ingest.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where topics end at the moment. */
public final class LogEnds {
  private final Admin admin;
  private final int partitions;

  public LogEnds(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /**
   * The next offset of each partition.
   *
   * @throws LogUnavailable when Kafka does not say so in time
   */
  public Map<Integer, Long> of(String topic, Duration timeout) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    try {
      Map<TopicPartition, ListOffsetsResultInfo> told =
          admin.listOffsets(asked).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      Map<Integer, Long> ends = new HashMap<>();
      told.forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new LogUnavailable("Kafka does not tell where " + topic + " ends", e);
    }
  }
}
