package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRecordCoder;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.log.ReadLog;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a topic of Kafka from its beginning, as records of bronze. */
final class ReadTopic extends PTransform<PBegin, PCollection<BronzeRecord>> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadTopic.class);

  private final String bootstrapServers;
  private final LogLayout layout;
  private final int era;

  ReadTopic(String bootstrapServers, LogLayout layout, int era) {
    super("Read " + layout.topic());
    this.bootstrapServers = bootstrapServers;
    this.layout = layout;
    this.era = era;
  }

  @Override
  public PCollection<BronzeRecord> expand(PBegin begin) {
    return begin
        .apply(ReadLog.from(bootstrapServers, layout, era))
        .apply("AsBronze", ParDo.of(new AsBronze(layout.topic(), era)))
        .setCoder(BronzeRecordCoder.of());
  }

  private static final class AsBronze extends DoFn<KafkaRecord<byte[], byte[]>, BronzeRecord> {
    private static final long serialVersionUID = 1L;
    private final String topic;
    private final int era;

    AsBronze(String topic, int era) {
      this.topic = topic;
      this.era = era;
    }

    @Setup
    public void setUp() {
      LOG.info("Medallion takes records of {}", topic);
    }

    @ProcessElement
    public void asBronze(
        @Element KafkaRecord<byte[], byte[]> record, OutputReceiver<BronzeRecord> out) {
      out.output(BronzeRecord.of(era, record));
    }
  }
}
