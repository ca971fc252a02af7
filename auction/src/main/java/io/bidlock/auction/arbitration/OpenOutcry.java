package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bids that everybody hears: {@code ENGLISH} upwards, {@code REVERSE} downwards. The price is the
 * last accepted bid.
 */
final class OpenOutcry implements FormatRules {
  static final OpenOutcry ENGLISH = new OpenOutcry(1, BidOrder.HIGHEST_FIRST);
  static final OpenOutcry REVERSE = new OpenOutcry(-1, BidOrder.LOWEST_FIRST);

  private final int direction;
  private final Comparator<StandingBid> order;

  private OpenOutcry(int direction, Comparator<StandingBid> order) {
    this.direction = direction;
    this.order = order;
  }

  @Override
  public Placement place(ItemState.Auction auction, StandingBid bid, long timeMillis) {
    if ((bid.amountMinor() - threshold(auction)) * direction < 0) {
      return Placement.TooLittle.INSTANCE;
    }
    return Placement.Counts.leading(
        new Bidding(
            OptionalLong.of(bid.amountMinor()),
            Optional.of(bid),
            OptionalLong.empty(),
            FormatRules.bookAfter(auction, bid)));
  }

  private long threshold(ItemState.Auction auction) {
    OptionalLong price = auction.bidding().priceMinor();
    return price.isEmpty()
        ? auction.listing().startMinor()
        : price.getAsLong() + direction * auction.listing().increments().at(price.getAsLong());
  }

  @Override
  public OptionalLong minimumNextBid(ItemState.Auction auction, long timeMillis) {
    long threshold = threshold(auction);
    // A price can come so low, or so high, that no bid is left to make.
    return threshold > 0 && threshold <= DecimalAmount.MAX_MINOR
        ? OptionalLong.of(threshold)
        : OptionalLong.empty();
  }

  @Override
  public Bidding recompute(Listing listing, List<StandingBid> book) {
    Optional<StandingBid> leader = book.stream().min(order);
    return new Bidding(
        leader.isPresent() ? OptionalLong.of(leader.get().amountMinor()) : OptionalLong.empty(),
        leader,
        OptionalLong.empty(),
        book);
  }

  @Override
  public Optional<Win> winner(Listing listing, Bidding bidding) {
    return bidding
        .leader()
        .map(
            leader ->
                new Win(leader, leader.amountMinor(), listing.reserveMet(leader.amountMinor())));
  }
}
