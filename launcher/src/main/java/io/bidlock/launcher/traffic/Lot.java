package io.bidlock.launcher.traffic;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import java.util.List;
import java.util.Optional;

/** An item as the generator plays it: who is after it, and how it stands by the rules. */
final class Lot {
  private static final int REMEMBERED_BIDS = 16;

  /**
   * A bid that was sent.
   *
   * @param first what the house remembers of it
   */
  record Sent(Action.PlaceBid bid, Remembered first) {}

  private final String itemId;
  private final Listing listing;
  private final List<String> bidders;
  private final boolean shilled;
  private final Sent[] lastBids = new Sent[REMEMBERED_BIDS];
  private int bidCount;
  private ItemState state = ItemState.Unknown.INSTANCE;

  /**
   * @param bidders everyone who is after it, if anybody; the first two are at war over it
   * @param shilled whether its seller has friends who drive the price
   */
  Lot(String itemId, Listing listing, List<String> bidders, boolean shilled) {
    this.itemId = itemId;
    this.listing = listing;
    this.bidders = bidders;
    this.shilled = shilled;
  }

  String itemId() {
    return itemId;
  }

  Listing listing() {
    return listing;
  }

  List<String> bidders() {
    return bidders;
  }

  boolean unwanted() {
    return bidders.isEmpty();
  }

  boolean shilled() {
    return shilled;
  }

  ItemState state() {
    return state;
  }

  void state(ItemState next) {
    state = next;
  }

  /** What the bidders see; empty before the listing. */
  Optional<PublicItem> seen() {
    return state instanceof ItemState.Auction auction
        ? Optional.of(PublicItems.of(itemId, auction, false))
        : Optional.empty();
  }

  boolean ended() {
    return state instanceof ItemState.Tombstone
        || (state instanceof ItemState.Auction auction && auction.closing().isPresent());
  }

  boolean paused() {
    return state instanceof ItemState.Auction auction && auction.pausedSinceMillis().isPresent();
  }

  boolean heldAt(long nowMillis) {
    return state instanceof ItemState.Auction auction && auction.holdAt(nowMillis).isPresent();
  }

  /** The end as it stands, milliseconds since the epoch. */
  long endMillis() {
    return state instanceof ItemState.Auction auction
        ? auction.endMillis()
        : listing.closesAtMillis();
  }

  /** How far its life has gone: below 0 before the opening, 1 and over past the end. */
  double phase(long nowMillis) {
    long life = Math.max(1, endMillis() - listing.opensAtMillis());
    return (double) (nowMillis - listing.opensAtMillis()) / life;
  }

  void remember(Sent sent) {
    lastBids[bidCount++ % REMEMBERED_BIDS] = sent;
  }

  /** One of the last bids, counted back from the newest, if there were so many. */
  Optional<Action.PlaceBid> bidBack(int howMany) {
    return howMany < Math.min(bidCount, REMEMBERED_BIDS)
        ? Optional.of(lastBids[(bidCount - 1 - howMany) % REMEMBERED_BIDS].bid())
        : Optional.empty();
  }

  /** What the house remembers of one of the last bids, by its key. */
  Optional<Remembered> firstOf(String key) {
    for (int back = 0; back < Math.min(bidCount, REMEMBERED_BIDS); back++) {
      Sent sent = lastBids[(bidCount - 1 - back) % REMEMBERED_BIDS];
      if (sent.bid().key().equals(key)) {
        return Optional.of(sent.first());
      }
    }
    return Optional.empty();
  }
}
