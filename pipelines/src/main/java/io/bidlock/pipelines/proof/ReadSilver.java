package io.bidlock.pipelines.proof;

import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.postgres.PostgresTable;
import io.bidlock.pipelines.silver.Silver;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** Links by item, from silver in PostgreSQL. */
final class ReadSilver extends PTransform<PBegin, PCollection<KV<String, Link>>> {
  private static final long serialVersionUID = 1L;

  private final PostgresSettings settings;

  ReadSilver(PostgresSettings settings) {
    super("ReadSilver");
    this.settings = settings;
  }

  @Override
  public PCollection<KV<String, Link>> expand(PBegin begin) {
    return begin
        .apply("Once", Impulse.create())
        .apply("Read", ParDo.of(new Read(settings)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new LinkCoder()));
  }

  private static final class Read extends DoFn<byte[], KV<String, Link>> {
    private static final long serialVersionUID = 1L;
    private final PostgresSettings settings;

    Read(PostgresSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void read(OutputReceiver<KV<String, Link>> out) {
      try (Stream<Row> bids = PostgresTable.read(settings, Silver.BIDS)) {
        bids.forEach(bid -> out.output(KV.of(bid.getString("item_id"), SilverLinks.ofBid(bid))));
      }
      try (Stream<Row> items = PostgresTable.read(settings, Silver.ITEMS)) {
        items.forEach(
            item ->
                SilverLinks.ofItem(item)
                    .ifPresent(link -> out.output(KV.of(item.getString("item_id"), link))));
      }
    }
  }
}
