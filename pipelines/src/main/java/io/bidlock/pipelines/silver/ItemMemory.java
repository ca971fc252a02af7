package io.bidlock.pipelines.silver;

import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ValueState;

/** What is kept of an item between its rulings: Beam's state, or a map where all come at once. */
interface ItemMemory {
  Optional<ItemStory> story();

  void keep(ItemStory story);

  /** What a bidder did in the item's auction so far; {@link BidderStory#NONE} at first. */
  BidderStory bidder(String bidderId);

  void keep(String bidderId, BidderStory story);

  Iterable<Map.Entry<String, BidderStory>> bidders();

  void forgetBidders();

  /** In Beam's state. */
  record InState(ValueState<ItemStory> item, MapState<String, BidderStory> byId)
      implements ItemMemory {
    @Override
    public Optional<ItemStory> story() {
      return Optional.ofNullable(item.read());
    }

    @Override
    public void keep(ItemStory story) {
      item.write(story);
    }

    @Override
    public BidderStory bidder(String bidderId) {
      return Optional.ofNullable(byId.get(bidderId).read()).orElse(BidderStory.NONE);
    }

    @Override
    public void keep(String bidderId, BidderStory story) {
      byId.put(bidderId, story);
    }

    @Override
    public Iterable<Map.Entry<String, BidderStory>> bidders() {
      return byId.entries().read();
    }

    @Override
    public void forgetBidders() {
      byId.clear();
    }
  }
}
