package io.bidlock.pipelines.bronze;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.pipelines.coders.ItemStateCoder;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads what {@link BronzeRetention} has left of items whose records it took. Out: tombstones by
 * item id, all at the beginning of Beam's time; of an item there may be several, of which the
 * furthest counts.
 */
public final class ReadTombstones extends PTransform<PBegin, PCollection<KV<String, ItemState>>> {
  private static final long serialVersionUID = 1L;

  private final String uri;

  private ReadTombstones(String uri) {
    super("ReadTombstones");
    this.uri = uri;
  }

  /**
   * All that there are, which may be none.
   *
   * @param uri of bronze, as in {@link ReadBronze#from(String)}
   */
  public static ReadTombstones from(String uri) {
    return new ReadTombstones(uri);
  }

  @Override
  public PCollection<KV<String, ItemState>> expand(PBegin begin) {
    return begin
        .apply(ReadBronze.from(uri).topics(Set.of(BronzeRetention.TOMBSTONES)).orNothing())
        .apply("Decode", ParDo.of(new Decode()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ItemStateCoder.of()));
  }

  private static final class Decode extends DoFn<BronzeRecord, KV<String, ItemState>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void decode(@Element BronzeRecord record, OutputReceiver<KV<String, ItemState>> out) {
      out.output(KV.of(ItemFates.itemOf(record), BronzeRetention.tombstone(record)));
    }
  }
}
