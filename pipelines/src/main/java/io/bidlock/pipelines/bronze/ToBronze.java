package io.bidlock.pipelines.bronze;

import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Takes records as Kafka's reader brings them, all of one era. */
public final class ToBronze
    extends PTransform<PCollection<KafkaRecord<byte[], byte[]>>, PCollection<BronzeRecord>> {
  private static final long serialVersionUID = 1L;

  private final int era;

  private ToBronze(int era) {
    super("ToBronze");
    this.era = era;
  }

  public static ToBronze ofEra(int era) {
    return new ToBronze(era);
  }

  @Override
  public PCollection<BronzeRecord> expand(PCollection<KafkaRecord<byte[], byte[]>> records) {
    return records.apply("Take", ParDo.of(new Take(era))).setCoder(BronzeRecordCoder.of());
  }

  private static final class Take extends DoFn<KafkaRecord<byte[], byte[]>, BronzeRecord> {
    private static final long serialVersionUID = 1L;
    private final int era;

    Take(int era) {
      this.era = era;
    }

    @ProcessElement
    public void take(
        @Element KafkaRecord<byte[], byte[]> record, OutputReceiver<BronzeRecord> out) {
      out.output(BronzeRecord.of(era, record));
    }
  }
}
