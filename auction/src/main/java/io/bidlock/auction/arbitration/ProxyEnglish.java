package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.money.DecimalAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code ENGLISH} by proxy, as on eBay: an amount is a secret maximum, up to which the house bids
 * for its bidder. The price is what it takes to be ahead of the second maximum.
 */
final class ProxyEnglish implements FormatRules {
  static final ProxyEnglish INSTANCE = new ProxyEnglish();

  private ProxyEnglish() {}

  @Override
  public Placement place(ItemState.Auction auction, StandingBid bid, long timeMillis) {
    Bidding bidding = auction.bidding();
    if (FormatRules.byLeader(bidding, bid)) {
      return raise(auction, bid);
    }
    if (bid.amountMinor() < threshold(auction)) {
      return Placement.TooLittle.INSTANCE;
    }
    Listing listing = auction.listing();
    List<StandingBid> book = FormatRules.bookAfter(auction, bid);
    if (bidding.leader().isEmpty()) {
      return Placement.Counts.leading(bidding(listing, bidding, bid, OptionalLong.empty(), book));
    }
    StandingBid leader = bidding.leader().get();
    if (BidOrder.HIGHEST_FIRST.compare(bid, leader) < 0) {
      return Placement.Counts.leading(
          bidding(listing, bidding, bid, OptionalLong.of(leader.amountMinor()), book));
    }
    long runnerUp = Math.max(bid.amountMinor(), bidding.runnerUpMinor().orElse(0));
    return new Placement.Counts(
        bidding(listing, bidding, leader, OptionalLong.of(runnerUp), book),
        true,
        OptionalLong.empty());
  }

  /** The leader raises their own maximum, which moves the price only where it had capped it. */
  private static Placement raise(ItemState.Auction auction, StandingBid bid) {
    Bidding bidding = auction.bidding();
    if (bid.amountMinor() <= bidding.leader().orElseThrow().amountMinor()) {
      return Placement.TooLittle.INSTANCE;
    }
    return Placement.Counts.leading(
        bidding(
            auction.listing(),
            bidding,
            bid,
            bidding.runnerUpMinor(),
            FormatRules.bookAfter(auction, bid)));
  }

  /** The price never falls while bids come in, whatever the terms became meanwhile. */
  private static Bidding bidding(
      Listing listing,
      Bidding before,
      StandingBid leader,
      OptionalLong runnerUp,
      List<StandingBid> book) {
    long price =
        Math.max(price(listing, leader.amountMinor(), runnerUp), before.priceMinor().orElse(0));
    return new Bidding(OptionalLong.of(price), Optional.of(leader), runnerUp, book);
  }

  /** min(highest maximum, second + increment(second)), the start price at least, or the reserve. */
  private static long price(Listing listing, long maximum, OptionalLong runnerUp) {
    long price =
        runnerUp.isEmpty()
            ? listing.startMinor()
            : Math.min(
                maximum, runnerUp.getAsLong() + listing.increments().at(runnerUp.getAsLong()));
    price = Math.max(price, listing.startMinor());
    return listing.reserveMinor().isPresent() && listing.reserveMet(maximum)
        ? Math.max(price, listing.reserveMinor().getAsLong())
        : price;
  }

  private static long threshold(ItemState.Auction auction) {
    OptionalLong price = auction.bidding().priceMinor();
    return price.isEmpty()
        ? auction.listing().startMinor()
        : price.getAsLong() + auction.listing().increments().at(price.getAsLong());
  }

  @Override
  public OptionalLong minimumNextBid(ItemState.Auction auction, long timeMillis) {
    long threshold = threshold(auction);
    return threshold <= DecimalAmount.MAX_MINOR ? OptionalLong.of(threshold) : OptionalLong.empty();
  }

  @Override
  public Bidding recompute(Listing listing, List<StandingBid> book) {
    List<StandingBid> best = book.stream().sorted(BidOrder.HIGHEST_FIRST).limit(2).toList();
    if (best.isEmpty()) {
      return Bidding.NONE;
    }
    OptionalLong runnerUp =
        best.size() > 1 ? OptionalLong.of(best.get(1).amountMinor()) : OptionalLong.empty();
    return bidding(listing, Bidding.NONE, best.get(0), runnerUp, book);
  }

  /** A reserve that was lowered to what the leader's maximum meets lifts the price to it. */
  @Override
  public Bidding afterAmendment(Listing listing, Bidding bidding) {
    return bidding.leader().isEmpty()
        ? bidding
        : bidding(
            listing, bidding, bidding.leader().get(), bidding.runnerUpMinor(), bidding.book());
  }

  @Override
  public Optional<Win> winner(Listing listing, Bidding bidding) {
    return bidding
        .leader()
        .map(
            leader -> {
              long price = bidding.priceMinor().orElseThrow();
              return new Win(leader, price, listing.reserveMet(price));
            });
  }
}
