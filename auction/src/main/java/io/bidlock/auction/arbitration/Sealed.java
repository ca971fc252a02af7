package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Listing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sealed bids: nothing but the number of records is shown until the close. Each bidder has one live
 * bid, the last one; the same amount again keeps its place. The highest wins and pays its bid, or
 * in Vickrey's form the highest of the second bid, the reserve and the start price.
 */
final class Sealed implements FormatRules {
  static final Sealed FIRST_PRICE = new Sealed(false);
  static final Sealed SECOND_PRICE = new Sealed(true);

  private final boolean secondPrice;

  private Sealed(boolean secondPrice) {
    this.secondPrice = secondPrice;
  }

  @Override
  public Placement place(ItemState.Auction auction, StandingBid bid, long timeMillis) {
    if (bid.amountMinor() < auction.listing().startMinor()) {
      return Placement.TooLittle.INSTANCE;
    }
    List<StandingBid> book = auction.bidding().book();
    StandingBid placed = bid;
    for (StandingBid standing : book) {
      if (standing.bidderId().equals(bid.bidderId())
          && standing.amountMinor() == bid.amountMinor()) {
        placed =
            new StandingBid(bid.bidId(), bid.bidderId(), bid.amountMinor(), standing.position());
      }
    }
    return Placement.Counts.leading(
        recompute(auction.listing(), FormatRules.replaceInBook(book, placed)));
  }

  @Override
  public OptionalLong minimumNextBid(ItemState.Auction auction, long timeMillis) {
    return OptionalLong.of(auction.listing().startMinor());
  }

  @Override
  public Bidding recompute(Listing listing, List<StandingBid> book) {
    return new Bidding(OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), book);
  }

  @Override
  public Optional<Win> winner(Listing listing, Bidding bidding) {
    List<StandingBid> best =
        bidding.book().stream().sorted(BidOrder.HIGHEST_FIRST).limit(2).toList();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    StandingBid highest = best.get(0);
    long price = highest.amountMinor();
    if (secondPrice) {
      long second = best.size() > 1 ? best.get(1).amountMinor() : 0;
      price = Math.max(Math.max(second, listing.reserveMinor().orElse(0)), listing.startMinor());
    }
    return Optional.of(new Win(highest, price, listing.reserveMet(highest.amountMinor())));
  }
}
