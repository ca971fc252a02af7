package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.elements.HeldBack;
import java.util.Comparator;
import java.util.List;
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
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TimestampedValue.TimestampedValueCoder;
import org.joda.time.Instant;

/**
 * Folds rulings that come in any order, as on Dataflow: they wait until none before them can come
 * any more.
 */
final class FoldAfterWatermark extends FoldOne {
  private static final long serialVersionUID = 1L;

  @StateId("story")
  private final StateSpec<ValueState<ItemStory>> storySpec = StateSpecs.value(new ItemStoryCoder());

  @StateId("bidders")
  private final StateSpec<MapState<String, BidderStory>> biddersSpec =
      StateSpecs.map(StringUtf8Coder.of(), new BidderStoryCoder());

  @StateId("held")
  private final StateSpec<BagState<TimestampedValue<Ruling>>> heldSpec =
      StateSpecs.bag(TimestampedValueCoder.of(RulingCoder.of()));

  @StateId("releaseAt")
  private final StateSpec<ValueState<Long>> releaseAtSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId("release")
  private final TimerSpec releaseSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @ProcessElement
  public void hold(
      @Element KV<String, Ruling> ruling,
      @Timestamp Instant timestamp,
      @StateId("held") BagState<TimestampedValue<Ruling>> held,
      @AlwaysFetched @StateId("releaseAt") ValueState<Long> releaseAt,
      @TimerId("release") Timer release) {
    HeldBack.keep(ruling.getValue(), timestamp, held, releaseAt, release);
  }

  @OnTimer("release")
  public void fold(
      OnTimerContext context,
      @StateId("held") BagState<TimestampedValue<Ruling>> held,
      @StateId("releaseAt") ValueState<Long> releaseAt,
      @AlwaysFetched @StateId("story") ValueState<ItemStory> story,
      @StateId("bidders") MapState<String, BidderStory> bidders,
      @TimerId("release") Timer release,
      MultiOutputReceiver out) {
    List<Ruling> due = HeldBack.due(context.fireTimestamp(), held, releaseAt, release);
    due.sort(Comparator.comparingLong(Ruling::itemSeq));
    for (Ruling ruling : due) {
      fold(ruling, context.timestamp(), new ItemMemory.InState(story, bidders), out);
    }
  }
}
