package io.bidlock.pipelines.bronze;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.log.ParseLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One record of a topic as it came.
 *
 * @param topic where it stood; not only a topic that BidLock knows
 * @param era the topic's life with a fixed number of partitions, from 0
 * @param partition the Kafka partition
 * @param offset the Kafka offset
 * @param timestampMillis the log's timestamp, milliseconds since the epoch; -1 where there was none
 * @param key null where there was none
 * @param value null where there was none
 * @param headers in their order; a name may stand more than once
 */
public record BronzeRecord(
    String topic,
    int era,
    int partition,
    long offset,
    long timestampMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  public BronzeRecord {
    if (era < 0 || partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "no position: era " + era + ", partition " + partition + ", offset " + offset);
    }
    headers = List.copyOf(headers);
  }

  /**
   * One header of a record.
   *
   * @param value null where there was none
   */
  public record Header(String name, byte @Nullable [] value) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Header header
          && name.equals(header.name)
          && Arrays.equals(value, header.value);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + Arrays.hashCode(value);
    }
  }

  /** As Beam's reader brings it. */
  public static BronzeRecord of(int era, KafkaRecord<byte[], byte[]> record) {
    return new BronzeRecord(
        record.getTopic(),
        era,
        record.getPartition(),
        record.getOffset(),
        record.getTimestamp(),
        record.getKV().getKey(),
        record.getKV().getValue(),
        headers(record.getHeaders()));
  }

  /** As Kafka's consumer brings it. */
  public static BronzeRecord of(int era, ConsumerRecord<byte[], byte[]> record) {
    return new BronzeRecord(
        record.topic(),
        era,
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        headers(record.headers()));
  }

  /** Where it stood in its topic. */
  public Position position() {
    return new Position(era, partition, offset);
  }

  /**
   * What it says as a record of the auction log.
   *
   * @throws UnreadableRecord when that is nothing that can be read, or it stands under another key
   */
  public LogEntry logEntry() throws UnreadableRecord {
    return new LogEntry(position(), timestampMillis, ParseLog.read(key, value));
  }

  /**
   * As a record of the auction log would be in Kafka.
   *
   * @param era the one that it gets here, whatever that of its position
   */
  public static BronzeRecord of(int era, LogEntry entry) {
    return new BronzeRecord(
        Topics.BIDS,
        era,
        entry.position().partition(),
        entry.position().offset(),
        entry.timeMillis(),
        entry.record().itemId().getBytes(StandardCharsets.UTF_8),
        LogRecordJson.write(entry.record()),
        List.of());
  }

  private static List<Header> headers(@Nullable Headers headers) {
    List<Header> list = new ArrayList<>();
    if (headers != null) {
      headers.forEach(header -> list.add(new Header(header.key(), header.value())));
    }
    return list;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BronzeRecord record
        && topic.equals(record.topic)
        && era == record.era
        && partition == record.partition
        && offset == record.offset
        && timestampMillis == record.timestampMillis
        && Arrays.equals(key, record.key)
        && Arrays.equals(value, record.value)
        && headers.equals(record.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, era, partition, offset);
  }

  /** Where it stood: {@code topic/era-partition-offset}. */
  @Override
  public String toString() {
    return topic + "/" + position();
  }
}
