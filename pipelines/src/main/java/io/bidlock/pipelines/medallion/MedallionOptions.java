package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.bronze.BronzeFormat;
import io.bidlock.pipelines.postgres.PostgresOptions;
import java.math.BigDecimal;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What can be set of the medallion job. */
public interface MedallionOptions extends PostgresOptions {

  @Description("STREAMING: follow Kafka. BATCH: decide bronze again and rebuild silver and gold.")
  @Default.Enum("STREAMING")
  MedallionMode getMode();

  void setMode(MedallionMode value);

  @Description("Kafka, as host:port,host:port. In streaming only, and required there.")
  @Default.String("")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description(
      "Where bronze is: a directory, or file:, s3: or gs:. In streaming it is written, and empty"
          + " means that it is not; in batch it is read, and required.")
  @Default.String("")
  String getBronze();

  void setBronze(String value);

  @Description("How bronze is written: PARQUET or JSONL. Both are read, wherever they stand.")
  @Default.Enum("PARQUET")
  BronzeFormat getBronzeFormat();

  void setBronzeFormat(BronzeFormat value);

  @Description("How long a record waits for others to make a file of bronze, in seconds.")
  @Default.Integer(60)
  int getBronzeFileSeconds();

  void setBronzeFileSeconds(int value);

  @Description(
      "Where silver goes: jdbc:postgresql://host:5432/bidlock, or in batch a directory (file:, s3:,"
          + " gs:) for Parquet. Empty: nowhere.")
  @Default.String("")
  String getSilver();

  void setSilver(String value);

  @Description("Where gold goes, as --silver.")
  @Default.String("")
  String getGold();

  void setGold(String value);

  @Description("The house's time zone, by its IANA name: a day of gold begins there.")
  @Default.String("UTC")
  String getTimeZone();

  void setTimeZone(String value);

  @Description(
      "In streaming: where items' public states are shown, as redis://host:6379. Empty: nowhere.")
  @Default.String("")
  String getRedisUri();

  void setRedisUri(String value);

  @Description("How long one call to Redis may take, in milliseconds.")
  @Default.Long(200)
  long getRedisTimeoutMillis();

  void setRedisTimeoutMillis(long value);

  @Description("Batch: write only rows of this day of the house and later ones, as 2026-11-21.")
  @Default.String("")
  String getFrom();

  void setFrom(String value);

  @Description("Batch: write only rows of this day of the house and earlier ones.")
  @Default.String("")
  String getTo();

  void setTo(String value);

  @Description("Batch, in this very process: show on standard output how far it is.")
  @Default.Boolean(false)
  boolean getProgress();

  void setProgress(boolean value);

  @Description(
      "The fraud score from which on a bidder gives an alert: over 0 and up to 1. No rule comes to"
          + " 0.8 alone.")
  @Default.InstanceFactory(AlertThreshold.class)
  BigDecimal getFraudAlertThreshold();

  void setFraudAlertThreshold(BigDecimal value);

  /** The default of {@code --fraudAlertThreshold}. */
  final class AlertThreshold implements DefaultValueFactory<BigDecimal> {
    @Override
    public BigDecimal create(PipelineOptions options) {
      return new BigDecimal("0.8");
    }
  }

  @Description("The era of the log: one life with a fixed number of partitions.")
  @Default.Integer(0)
  int getEra();

  void setEra(int value);

  @Description(
      "Flink: keep checkpoints in this directory and go on from the newest one, after a failure and"
          + " after a new start (or name one by --savepointPath). Empty: none; a new start reads"
          + " the topics from their beginning.")
  @Default.String("")
  String getCheckpointDirectory();

  void setCheckpointDirectory(String value);

  @Description(
      "End when standard input ends, as it does with the process at its other side: for whoever"
          + " starts this job as a child.")
  @Default.Boolean(false)
  boolean getEndWithInput();

  void setEndWithInput(boolean value);
}
