package io.bidlock.pipelines.silver;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is kept of an item whose rulings all come at once. */
final class ItemInMemory implements ItemMemory {
  private final Map<String, BidderStory> byId = new HashMap<>();
  private Optional<ItemStory> item = Optional.empty();

  @Override
  public Optional<ItemStory> story() {
    return item;
  }

  @Override
  public void keep(ItemStory story) {
    item = Optional.of(story);
  }

  @Override
  public BidderStory bidder(String bidderId) {
    return byId.getOrDefault(bidderId, BidderStory.NONE);
  }

  @Override
  public void keep(String bidderId, BidderStory story) {
    byId.put(bidderId, story);
  }

  @Override
  public Iterable<Map.Entry<String, BidderStory>> bidders() {
    return byId.entrySet();
  }

  @Override
  public void forgetBidders() {
    byId.clear();
  }
}
