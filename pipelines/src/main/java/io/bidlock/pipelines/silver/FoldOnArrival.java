package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Ruling;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Folds rulings that come in the order of {@code item_seq}, repeats among them. */
final class FoldOnArrival extends FoldOne {
  private static final long serialVersionUID = 1L;

  @StateId("story")
  private final StateSpec<ValueState<ItemStory>> storySpec = StateSpecs.value(new ItemStoryCoder());

  @StateId("bidders")
  private final StateSpec<MapState<String, BidderStory>> biddersSpec =
      StateSpecs.map(StringUtf8Coder.of(), new BidderStoryCoder());

  @ProcessElement
  public void fold(
      @Element KV<String, Ruling> ruling,
      @Timestamp Instant timestamp,
      @AlwaysFetched @StateId("story") ValueState<ItemStory> story,
      @StateId("bidders") MapState<String, BidderStory> bidders,
      MultiOutputReceiver out) {
    fold(ruling.getValue(), timestamp, new ItemMemory.InState(story, bidders), out);
  }
}
