package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.coders.ItemStateCoder;
import io.bidlock.pipelines.elements.LatestOfBundle;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Decides each record as it comes: {@link RecordOrder#ARRIVAL}. */
final class DecideOnArrival extends DoFn<KV<String, LogEntry>, Ruling> {
  private static final long serialVersionUID = 1L;

  @StateId("item")
  private final StateSpec<ValueState<ItemState>> itemSpec = StateSpecs.value(ItemStateCoder.of());

  /** Apart from the rest of the state, or every bid would rewrite them all. */
  @StateId("remembered")
  private final StateSpec<MapState<String, byte[]>> rememberedSpec =
      StateSpecs.map(StringUtf8Coder.of(), ByteArrayCoder.of());

  private final Repeats repeats;
  private final Tombstones tombstones;
  private transient LatestOfBundle<PublicItem> items;
  private transient ItemArbitration arbitration;

  DecideOnArrival(Repeats repeats, Tombstones tombstones) {
    this.repeats = repeats;
    this.tombstones = tombstones;
  }

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(ArbitrateBids.ITEMS);
    arbitration = new ItemArbitration(repeats, tombstones, items);
  }

  @ProcessElement
  public void decide(
      @Element KV<String, LogEntry> element,
      @Timestamp Instant timestamp,
      @AlwaysFetched @StateId("item") ValueState<ItemState> item,
      @StateId("remembered") MapState<String, byte[]> remembered,
      MultiOutputReceiver out) {
    items.at(timestamp);
    arbitration.decide(element.getValue(), item, remembered, out);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }
}
