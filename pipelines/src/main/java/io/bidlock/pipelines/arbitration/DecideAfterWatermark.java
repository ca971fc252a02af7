package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.pipelines.coders.ItemStateCoder;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.ArrayList;
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
  private static final Comparator<TimestampedValue<LogEntry>> BY_OFFSET =
      Comparator.comparing(held -> held.getValue().position());

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
  private transient LatestOfBundle<PublicItem> items;
  private transient ItemArbitration arbitration;

  DecideAfterWatermark(Repeats repeats) {
    this.repeats = repeats;
  }

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(ArbitrateBids.ITEMS);
    arbitration = new ItemArbitration(repeats, items);
  }

  @ProcessElement
  public void hold(
      @Element KV<String, LogEntry> element,
      @Timestamp Instant timestamp,
      @StateId("held") BagState<TimestampedValue<LogEntry>> held,
      @AlwaysFetched @StateId("releaseAt") ValueState<Long> releaseAt,
      @TimerId("release") Timer release) {
    held.add(TimestampedValue.of(element.getValue(), timestamp));
    // The watermark promises nothing about records at its own millisecond, so one more must pass.
    long passedAt = timestamp.getMillis() + 1;
    Long earliest = releaseAt.read();
    if (earliest == null || passedAt < earliest) {
      wait(passedAt, releaseAt, release);
    }
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
    Instant passed = context.fireTimestamp();
    List<TimestampedValue<LogEntry>> due = new ArrayList<>();
    List<TimestampedValue<LogEntry>> stay = new ArrayList<>();
    for (TimestampedValue<LogEntry> one : held.read()) {
      (one.getTimestamp().isBefore(passed) ? due : stay).add(one);
    }
    held.clear();
    releaseAt.clear();
    stay.forEach(held::add);
    stay.stream()
        .mapToLong(one -> one.getTimestamp().getMillis() + 1)
        .min()
        .ifPresent(earliest -> wait(earliest, releaseAt, release));
    due.sort(BY_OFFSET);
    items.at(context.timestamp());
    for (TimestampedValue<LogEntry> one : due) {
      arbitration.decide(one.getValue(), item, remembered, out);
    }
  }

  private static void wait(long untilMillis, ValueState<Long> releaseAt, Timer release) {
    releaseAt.write(untilMillis);
    release.set(new Instant(untilMillis));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }
}
