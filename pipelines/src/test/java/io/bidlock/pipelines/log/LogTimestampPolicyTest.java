package io.bidlock.pipelines.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class LogTimestampPolicyTest {
  private static final TopicPartition PARTITION = new TopicPartition("auction.bids", 0);
  private final TimestampPolicy<byte[], byte[]> policy =
      LogTimestampPolicy.create(PARTITION, Optional.of(new Instant(500)));

  @Test
  void eventTimeIsTheRunningMaximum() {
    assertThat(policy.getTimestampForRecord(busy(), record(1_000))).isEqualTo(new Instant(1_000));
    assertThat(policy.getTimestampForRecord(busy(), record(900))).isEqualTo(new Instant(1_000));
    assertThat(policy.getWatermark(busy())).isEqualTo(new Instant(1_000));
    assertThat(policy.getTimestampForRecord(busy(), record(1_100))).isEqualTo(new Instant(1_100));
  }

  @Test
  void itGoesOnFromACheckpoint() {
    assertThat(policy.getWatermark(busy())).isEqualTo(new Instant(500));
    assertThat(policy.getTimestampForRecord(busy(), record(400))).isEqualTo(new Instant(500));
  }

  @Test
  void anIdlePartitionFollowsAtADistanceAndNothingIsLateAfterwards() {
    assertThat(policy.getTimestampForRecord(busy(), record(1_000))).isEqualTo(new Instant(1_000));
    Instant watermark = policy.getWatermark(idle(100_000));
    assertThat(watermark).isEqualTo(new Instant(98_000));

    // The broker's clock is behind the reader's: what it stamps now is not late all the same.
    assertThat(policy.getTimestampForRecord(busy(), record(97_000))).isEqualTo(watermark);
    assertThat(policy.getWatermark(busy())).isEqualTo(watermark);
  }

  @Test
  void theLastRecordIsPassedThoughNoClockIsThereYet() {
    assertThat(policy.getTimestampForRecord(busy(), record(98_500))).isEqualTo(new Instant(98_500));
    assertThat(policy.getWatermark(busy())).isEqualTo(new Instant(98_500));

    // Its reader's clock says 100,000, of which two seconds are kept.
    assertThat(policy.getWatermark(idle(100_000))).isEqualTo(new Instant(98_501));
    assertThat(policy.getWatermark(idle(100_000))).as("once").isEqualTo(new Instant(98_501));

    // The broker's clock has stepped back.
    assertThat(policy.getTimestampForRecord(busy(), record(60_000))).isEqualTo(new Instant(98_501));
    assertThat(policy.getWatermark(idle(62_000))).isEqualTo(new Instant(98_502));
  }

  @Test
  void aPartitionOfWhichTheBacklogIsUnknownDoesNotMove() {
    assertThat(policy.getWatermark(context(-1, 100_000))).isEqualTo(new Instant(500));
  }

  private static KafkaRecord<byte[], byte[]> record(long timeMillis) {
    return new KafkaRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        7,
        timeMillis,
        KafkaTimestampType.LOG_APPEND_TIME,
        new RecordHeaders(),
        new byte[0],
        new byte[0]);
  }

  private static TimestampPolicy.PartitionContext busy() {
    return context(12, 100_000);
  }

  private static TimestampPolicy.PartitionContext idle(long checkedAtMillis) {
    return context(0, checkedAtMillis);
  }

  private static TimestampPolicy.PartitionContext context(long backlog, long checkedAtMillis) {
    return new TimestampPolicy.PartitionContext() {
      @Override
      public long getMessageBacklog() {
        return backlog;
      }

      @Override
      public Instant getBacklogCheckTime() {
        return new Instant(checkedAtMillis);
      }
    };
  }
}
