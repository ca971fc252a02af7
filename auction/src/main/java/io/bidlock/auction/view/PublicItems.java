package io.bidlock.auction.view;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Closing;
import io.bidlock.auction.arbitration.Hold;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.MinimumNextBid;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.StandingBid;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Listing;
import java.util.Optional;
import java.util.OptionalLong;

/** What may be told of an item's state. Every secret stops here. */
public final class PublicItems {
  private PublicItems() {}

  /** What a verdict gives to be published, if anything. */
  public static Optional<PublicItem> of(String itemId, Verdict verdict) {
    boolean tombstone = verdict.state() instanceof ItemState.Tombstone;
    return verdict.publish().map(auction -> of(itemId, auction, tombstone));
  }

  /**
   * The public state of an auction.
   *
   * @param tombstone whether nothing else is left of it
   */
  public static PublicItem of(String itemId, ItemState.Auction auction, boolean tombstone) {
    Listing listing = auction.listing();
    Optional<Closing> closing = auction.closing();
    return new PublicItem(
        itemId,
        listing.title(),
        listing.sellerId(),
        listing.category(),
        listing.format(),
        listing.proxy(),
        listing.currency(),
        listing.currencyScale(),
        listing.startMinor(),
        currentBid(auction),
        highestBidder(auction),
        closing.isPresent() ? OptionalLong.empty() : MinimumNextBid.published(auction),
        auction.acceptedBids(),
        reserveMet(auction),
        auction.buyNowAvailable() ? listing.buyNowMinor() : OptionalLong.empty(),
        !listing.retractable() && listing.format() != Format.DUTCH,
        listing.opensAtMillis(),
        auction.endMillis(),
        auction.pausedSinceMillis(),
        auction.pausedOpenMillis(),
        listing.dutch(),
        auction.hold().map(Hold::holder),
        auction.hold().isPresent()
            ? OptionalLong.of(auction.hold().get().token())
            : OptionalLong.empty(),
        auction.hold().isPresent()
            ? OptionalLong.of(auction.hold().get().untilMillis())
            : OptionalLong.empty(),
        closing.map(Closing::outcome),
        closing.flatMap(Closing::winner),
        closing.isPresent() ? closing.get().priceMinor() : OptionalLong.empty(),
        closing.isPresent()
            ? OptionalLong.of(closing.get().closedAtMillis())
            : OptionalLong.empty(),
        closing.map(end -> end.closeHash().toString()),
        tombstone ? OptionalLong.empty() : due(auction),
        tombstone,
        auction.progress().itemSeq());
  }

  private static OptionalLong currentBid(ItemState.Auction auction) {
    Optional<Closing> closing = auction.closing();
    return closing.isPresent() && closing.get().priceMinor().isPresent()
        ? closing.get().priceMinor()
        : auction.bidding().priceMinor();
  }

  private static Optional<String> highestBidder(ItemState.Auction auction) {
    Optional<String> winner = auction.closing().flatMap(Closing::winner);
    return winner.isPresent() ? winner : auction.bidding().leader().map(StandingBid::bidderId);
  }

  /** Told only where the format shows a price: a sealed auction must not leak whether it is met. */
  private static Optional<Boolean> reserveMet(ItemState.Auction auction) {
    Listing listing = auction.listing();
    if (listing.reserveMinor().isEmpty()) {
      return Optional.empty();
    }
    if (auction.closing().isPresent()) {
      Outcome outcome = auction.closing().get().outcome();
      if (outcome == Outcome.SOLD || outcome == Outcome.RESERVE_NOT_MET) {
        return Optional.of(outcome == Outcome.SOLD);
      }
    }
    if (listing.format().sealed()) {
      return Optional.empty();
    }
    OptionalLong price = auction.bidding().priceMinor();
    return Optional.of(price.isPresent() && listing.reserveMet(price.getAsLong()));
  }

  /**
   * When the closer has something to do: at the end or when the hold over it runs out; a day on.
   */
  private static OptionalLong due(ItemState.Auction auction) {
    if (auction.closing().isPresent()) {
      return OptionalLong.of(auction.closing().get().closedAtMillis() + Arbiter.MEMORY_MILLIS);
    }
    if (auction.pausedSinceMillis().isPresent()) {
      return OptionalLong.empty();
    }
    long holdUntil = auction.hold().isPresent() ? auction.hold().get().untilMillis() : 0;
    return OptionalLong.of(Math.max(auction.endMillis(), holdUntil));
  }

  /** What a close comes to, where it is a sale. */
  public static Optional<Settlement> settlement(ItemState.Auction auction, ItemClosed closed) {
    if (closed.outcome() != Outcome.SOLD) {
      return Optional.empty();
    }
    Listing listing = auction.listing();
    return Optional.of(
        new Settlement(
            closed.itemId(),
            closed.itemSeq(),
            listing.sellerId(),
            closed.winner().orElseThrow(),
            closed.priceMinor().orElseThrow(),
            listing.currency(),
            listing.currencyScale(),
            listing.category(),
            listing.goodsId(),
            listing.saleId(),
            closed.closedAtMillis(),
            closed.hash()));
  }
}
