package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.pipelines.coders.ItemStateCoder;
import io.bidlock.pipelines.elements.LatestOfBundle;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Decides bounded input sorted by offset, which {@link OffsetTimestamps} has made the timestamp:
 * {@link RecordOrder#OFFSET} in batch. Tombstones, which come first, are what items begin with.
 */
final class DecideSorted extends DoFn<KV<String, RawUnionValue>, Ruling> {
  private static final long serialVersionUID = 1L;

  @StateId("item")
  private final StateSpec<ValueState<ItemState>> itemSpec = StateSpecs.value(ItemStateCoder.of());

  /** Apart from the rest of the state, or every bid would rewrite them all. */
  @StateId("remembered")
  private final StateSpec<MapState<String, byte[]>> rememberedSpec =
      StateSpecs.map(StringUtf8Coder.of(), ByteArrayCoder.of());

  private final Repeats repeats;
  private transient LatestOfBundle<PublicItem> items;
  private transient ItemArbitration arbitration;

  DecideSorted(Repeats repeats) {
    this.repeats = repeats;
  }

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(ArbitrateBids.ITEMS);
    arbitration = new ItemArbitration(repeats, items);
  }

  @RequiresTimeSortedInput
  @ProcessElement
  public void decide(
      @Element KV<String, RawUnionValue> element,
      @Timestamp Instant timestamp,
      @AlwaysFetched @StateId("item") ValueState<ItemState> item,
      @StateId("remembered") MapState<String, byte[]> remembered,
      MultiOutputReceiver out) {
    items.at(timestamp);
    if (element.getValue().getValue() instanceof ItemState.Tombstone tombstone) {
      ItemArbitration.beginWith(tombstone, item);
    } else {
      LogEntry entry = (LogEntry) element.getValue().getValue();
      if (!ItemArbitration.isForgotten(entry, item)) {
        arbitration.decide(entry, item, remembered, out);
      }
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }
}
