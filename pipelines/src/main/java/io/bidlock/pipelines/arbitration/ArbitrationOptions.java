package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.pipelines.lock.LockStrategy;
import io.bidlock.pipelines.runner.DataflowSettings;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** What can be set of the arbitration job. */
public interface ArbitrationOptions extends PipelineOptions {

  @Description("Kafka, as host:port,host:port.")
  @Validation.Required
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description(
      "Redis, as redis://host:6379. Empty: no lock is checked or shown, and no generation fences"
          + " another.")
  @Default.String("")
  String getRedisUri();

  void setRedisUri(String value);

  @Description("How long one call to Redis may take, in milliseconds.")
  @Default.Long(200)
  long getRedisTimeoutMillis();

  void setRedisTimeoutMillis(long value);

  @Description(
      "How locks are written to Redis: FUNCTION (Redis 7, one round trip a bundle) or WATCH (two"
          + " round trips a key).")
  @Default.Enum("FUNCTION")
  LockStrategy getLockStrategy();

  void setLockStrategy(LockStrategy value);

  @Description("The Redis key of an item's lock; <item id> stands for the id.")
  @Default.String(LockKeys.DEFAULT_PATTERN)
  String getLockKeyPattern();

  void setLockKeyPattern(String value);

  @Description(
      "How long a hold stands that somebody took by setting an item's key in Redis themselves, in"
          + " milliseconds; it is asked for again while the key is there.")
  @Default.Long(60_000)
  long getStrangerLockTtlMillis();

  void setStrangerLockTtlMillis(long value);

  @Description(
      "The number of this generation of the job. A newer one, once it has caught up with the log,"
          + " stops the older. Default: the time of submission in milliseconds.")
  @Default.InstanceFactory(TimeOfSubmission.class)
  long getEpoch();

  void setEpoch(long value);

  @Description(
      "Where bronze is: a directory, or file:, s3: or gs:. A start without a savepoint reads there"
          + " what stood before the log's beginning, and in earlier eras. Empty: the log must have"
          + " it all.")
  @Default.String("")
  String getBronze();

  void setBronze(String value);

  @Description("The era of the log: one life with a fixed number of partitions.")
  @Default.Integer(0)
  int getEra();

  void setEra(int value);

  @Description(
      "How an item's records come into the order of their offsets: ARRIVAL (no latency; Flink,"
          + " Spark and Direct keep it) or OFFSET (held until the watermark: up to about three"
          + " seconds). Default: OFFSET on Dataflow, else ARRIVAL.")
  @Default.InstanceFactory(OrderOfRunner.class)
  RecordOrder getOrder();

  void setOrder(RecordOrder value);

  @Description(
      "What to do with a record at or before its item's last decided one: FAIL, or SKIP where the"
          + " input is known to overlap.")
  @Default.Enum("FAIL")
  Repeats getRepeats();

  void setRepeats(Repeats value);

  @Description(
      "Flink: keep checkpoints in this directory and go on from the last one after a failure."
          + " Empty: none; a new start reads the log from its beginning.")
  @Default.String("")
  String getCheckpointDirectory();

  void setCheckpointDirectory(String value);

  @Description(
      "End when standard input ends, as it does with the process at its other side: for whoever"
          + " starts this job as a child.")
  @Default.Boolean(false)
  boolean getEndWithInput();

  void setEndWithInput(boolean value);

  /** The time in milliseconds. */
  final class TimeOfSubmission implements DefaultValueFactory<Long> {
    @Override
    public Long create(PipelineOptions options) {
      return System.currentTimeMillis();
    }
  }

  /** By what each runner is known to keep. */
  final class OrderOfRunner implements DefaultValueFactory<RecordOrder> {
    @Override
    public RecordOrder create(PipelineOptions options) {
      return DataflowSettings.isUsedBy(options) ? RecordOrder.OFFSET : RecordOrder.ARRIVAL;
    }
  }
}
