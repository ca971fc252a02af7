package io.bidlock.pipelines.bronze;

import io.bidlock.pipelines.log.EarlierOffsets;
import io.bidlock.pipelines.log.LogConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A consumer of the log that gives bronze first. {@code KafkaIO} asks for the position of what it
 * does not seek.
 */
final class BronzeThenLogConsumer extends LogConsumer {
  /** Of one partition in one poll: as many as a poll of Kafka's gives. */
  private static final int MAX_POLL_RECORDS = 500;

  private final BronzeThenLog both;

  /** Of the partitions that are not yet at the log. */
  private final Map<TopicPartition, Iterator<BronzeRecord>> bronze = new HashMap<>();

  BronzeThenLogConsumer(Map<String, Object> config, BronzeThenLog both) {
    super(config);
    this.both = both;
  }

  /** Where a reader begins that has no checkpoint. */
  @Override
  public long position(TopicPartition partition) {
    seek(partition, EarlierOffsets.FIRST);
    return EarlierOffsets.FIRST;
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    // 0 comes after the end of bronze, wherever the log begins.
    super.seek(partition, offset > 0 ? offset : both.begin(partition.partition()));
    if (offset < 0) {
      bronze.put(partition, both.before(partition.partition(), offset));
      pause(Set.of(partition));
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (bronze.isEmpty()) {
      return super.poll(timeout);
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
    for (TopicPartition partition : Set.copyOf(bronze.keySet())) {
      polled.put(partition, next(partition, bronze.get(partition)));
    }
    return new ConsumerRecords<>(polled);
  }

  private List<ConsumerRecord<byte[], byte[]>> next(
      TopicPartition partition, Iterator<BronzeRecord> records) {
    List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
    while (next.size() < MAX_POLL_RECORDS && records.hasNext()) {
      next.add(asOf(partition, records.next()));
    }
    if (!records.hasNext()) {
      next.add(end(partition));
      bronze.remove(partition);
      resume(Set.of(partition));
    }
    return next;
  }

  private static ConsumerRecord<byte[], byte[]> asOf(
      TopicPartition partition, BronzeRecord record) {
    RecordHeaders headers = new RecordHeaders();
    record.headers().forEach(header -> headers.add(header.name(), header.value()));
    return record(
        partition,
        EarlierOffsets.of(record.position()),
        record.timestampMillis(),
        record.key(),
        record.value(),
        headers);
  }

  private static ConsumerRecord<byte[], byte[]> end(TopicPartition partition) {
    return record(partition, EarlierOffsets.END, 0, null, null, new RecordHeaders());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition,
      long offset,
      long timestampMillis,
      byte[] key,
      byte[] value,
      RecordHeaders headers) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        timestampMillis,
        TimestampType.LOG_APPEND_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        key,
        value,
        headers,
        Optional.empty());
  }
}
