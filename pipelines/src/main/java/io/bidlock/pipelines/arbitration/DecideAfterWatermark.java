package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.coders.ItemStateCoder;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.elements.HeldBack;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TimestampedValue.TimestampedValueCoder;
import org.joda.time.Instant;

/**
 * Holds an item's records until the watermark has passed them, then decides them by offset: {@link
 * RecordOrder#OFFSET} in streaming. The timer only says that nothing earlier can come any more;
 * what is decided depends on the log alone.
 */
final class DecideAfterWatermark extends DoFn<KV<String, LogEntry>, Ruling> {
  private static final long serialVersionUID = 1L;
  private static final Comparator<LogEntry> BY_OFFSET = Comparator.comparing(LogEntry::position);

  @StateId("item")
  private final StateSpec<ValueState<ItemState>> itemSpec = StateSpecs.value(ItemStateCoder.of());

  /** Apart from the rest of the state, or every bid would rewrite them all. */
  @StateId("remembered")
  private final StateSpec<MapState<String, byte[]>> rememberedSpec =
      StateSpecs.map(StringUtf8Coder.of(), ByteArrayCoder.of());

  @StateId("held")
  private final StateSpec<BagState<TimestampedValue<LogEntry>>> heldSpec =
      StateSpecs.bag(TimestampedValueCoder.of(LogEntryCoder.of()));

  /** When the earliest held record may be decided, in event time. */
  @StateId("releaseAt")
  private final StateSpec<ValueState<Long>> releaseAtSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId("release")
  private final TimerSpec releaseSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Repeats repeats;
  private final Tombstones tombstones;
  private transient LatestOfBundle<PublicItem> items;
  private transient ItemArbitration arbitration;

  DecideAfterWatermark(Repeats repeats, Tombstones tombstones) {
    this.repeats = repeats;
    this.tombstones = tombstones;
  }

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(ArbitrateBids.ITEMS);
    arbitration = new ItemArbitration(repeats, tombstones, items);
  }

  @ProcessElement
  public void hold(
      @Element KV<String, LogEntry> element,
      @Timestamp Instant timestamp,
      @StateId("held") BagState<TimestampedValue<LogEntry>> held,
      @AlwaysFetched @StateId("releaseAt") ValueState<Long> releaseAt,
      @TimerId("release") Timer release) {
    HeldBack.keep(element.getValue(), timestamp, held, releaseAt, release);
  }

  @OnTimer("release")
  public void release(
      OnTimerContext context,
      @StateId("held") BagState<TimestampedValue<LogEntry>> held,
      @StateId("releaseAt") ValueState<Long> releaseAt,
      @AlwaysFetched @StateId("item") ValueState<ItemState> item,
      @StateId("remembered") MapState<String, byte[]> remembered,
      @TimerId("release") Timer release,
      MultiOutputReceiver out) {
    List<LogEntry> due = HeldBack.due(context.fireTimestamp(), held, releaseAt, release);
    due.sort(BY_OFFSET);
    items.at(context.timestamp());
    for (LogEntry entry : due) {
      arbitration.decide(entry, item, remembered, out);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }
}
