package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Listing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A falling price: the first bid at or above it wins, and pays it. */
final class Dutch implements FormatRules {
  static final Dutch INSTANCE = new Dutch();

  private Dutch() {}

  @Override
  public Placement place(ItemState.Auction auction, StandingBid bid, long timeMillis) {
    long price = auction.dutchPriceMinor(timeMillis);
    if (bid.amountMinor() < price) {
      return Placement.TooLittle.INSTANCE;
    }
    Bidding bidding =
        new Bidding(OptionalLong.of(price), Optional.of(bid), OptionalLong.empty(), List.of());
    return new Placement.Counts(bidding, false, OptionalLong.of(price));
  }

  @Override
  public OptionalLong minimumNextBid(ItemState.Auction auction, long timeMillis) {
    return OptionalLong.of(auction.dutchPriceMinor(timeMillis));
  }

  /** The one accepted bid ends the auction, so there is never one to take back. */
  @Override
  public Bidding recompute(Listing listing, List<StandingBid> book) {
    return Bidding.NONE;
  }

  /** At the end of its time a Dutch auction has no winner: a winner ends it at once. */
  @Override
  public Optional<Win> winner(Listing listing, Bidding bidding) {
    return Optional.empty();
  }
}
