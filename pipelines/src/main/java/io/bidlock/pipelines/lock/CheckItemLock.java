package io.bidlock.pipelines.lock;

import io.bidlock.pipelines.log.LogLayout;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Looks at Redis before arbitration, in one round trip a bundle: is this still the newest
 * generation, and does anybody hold an item in a way that the log has never seen? Such a hold is
 * put on the request stream, so that ingest brings it into the log and it counts from there on.
 *
 * <p>Records pass through untouched and without waiting: what is decided comes from the log alone,
 * whatever Redis says. It works on raw records, so that one that cannot be read still counts as
 * read when a generation catches up.
 */
public final class CheckItemLock
    extends PTransform<
        PCollection<KafkaRecord<byte[], byte[]>>, PCollection<KafkaRecord<byte[], byte[]>>> {
  private static final long serialVersionUID = 1L;

  private final LockStoreOptions options;
  private final String bootstrapServers;
  private final LogLayout layout;
  private final long epoch;
  private final long strangerTtlMillis;

  /**
   * @param layout of the log that the records come from
   * @param epoch this generation's number
   * @param strangerTtlMillis how long a hold stands that somebody took by setting the key itself
   */
  public CheckItemLock(
      LockStoreOptions options,
      String bootstrapServers,
      LogLayout layout,
      long epoch,
      long strangerTtlMillis) {
    super("CheckItemLock");
    this.options = options;
    this.bootstrapServers = bootstrapServers;
    this.layout = layout;
    this.epoch = epoch;
    this.strangerTtlMillis = strangerTtlMillis;
  }

  @Override
  public PCollection<KafkaRecord<byte[], byte[]>> expand(
      PCollection<KafkaRecord<byte[], byte[]>> records) {
    return records
        .apply(
            "Look",
            ParDo.of(new LookAtLocks(options, bootstrapServers, layout, epoch, strangerTtlMillis)))
        .setCoder(records.getCoder());
  }
}
