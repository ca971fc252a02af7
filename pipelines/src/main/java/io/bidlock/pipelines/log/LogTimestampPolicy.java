package io.bidlock.pipelines.log;

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Event time of one partition: the running maximum of the broker's timestamps, which never steps
 * back with its clock.
 *
 * <p>An idle partition must not hold up the watermark for ever, yet no reader knows what time the
 * broker will write next. So while a partition is read to its end, the watermark follows the last
 * look at that end at a distance of {@link #IDLE_DELAY}, and what it has promised counts in the
 * running maximum: a record that the broker stamps earlier gets the promised event time. So nothing
 * is ever late. Item time is not affected: it is made of the broker's own timestamp. Where that end
 * was seen before the last record's time, as after a broker's clock has stepped back or with a
 * reader's that is slow, the watermark passes that record all the same, by a millisecond: else it
 * would be held until clocks have caught up.
 *
 * <p>Where records are held for the watermark an idle partition adds this delay and the second
 * between two looks.
 */
public final class LogTimestampPolicy extends TimestampPolicy<byte[], byte[]> {
  /** How far behind the last look at an idle partition's end the watermark stays. */
  public static final Duration IDLE_DELAY = Duration.standardSeconds(2);

  private Instant promised;

  /** Whether the watermark has passed the last record. */
  private boolean passed = true;

  LogTimestampPolicy(Instant promised) {
    this.promised = promised;
  }

  /** For one partition; goes on from a checkpoint's watermark where there is one. */
  public static LogTimestampPolicy create(
      TopicPartition partition, Optional<Instant> previousWatermark) {
    return new LogTimestampPolicy(previousWatermark.orElse(BoundedWindow.TIMESTAMP_MIN_VALUE));
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext context, KafkaRecord<byte[], byte[]> record) {
    if (record.getTimestamp() > promised.getMillis()) {
      promised = new Instant(record.getTimestamp());
    }
    passed = false;
    return promised;
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    if (context.getMessageBacklog() == 0) {
      Instant idle = context.getBacklogCheckTime().minus(IDLE_DELAY);
      if (idle.isAfter(promised)) {
        promised = idle;
      } else if (!passed) {
        promised = promised.plus(Duration.millis(1));
      }
      passed = true;
    }
    return promised;
  }
}
