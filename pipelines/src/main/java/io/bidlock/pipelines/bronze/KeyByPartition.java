package io.bidlock.pipelines.bronze;

import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;

/** Says which partition a record is of. The record goes on as bytes, which state keeps anyway. */
final class KeyByPartition extends DoFn<BronzeRecord, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;

  @ProcessElement
  public void key(@Element BronzeRecord record, OutputReceiver<KV<String, byte[]>> out)
      throws CoderException {
    out.output(
        KV.of(
            record.topic() + "/" + record.era() + "-" + record.partition(),
            CoderUtils.encodeToByteArray(BronzeRecordCoder.of(), record)));
  }
}
