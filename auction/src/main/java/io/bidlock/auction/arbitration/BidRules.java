package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What every format asks of a bid, and what a bid does to the auction. */
final class BidRules {
  private BidRules() {}

  /** Decides a bid on an auction that has not ended. Reasons in DESIGN.md's order. */
  static Step place(ItemState.Auction auction, BidPlaced bid, Position position, long timeMillis) {
    Optional<Reason> objection = objection(auction, bid, timeMillis);
    if (objection.isPresent()) {
      return Step.refused(auction.withBidRefused(), objection.get());
    }
    Listing listing = auction.listing();
    long amountMinor = bid.amount().toMinor(listing.currencyScale()).orElseThrow();
    StandingBid standing = new StandingBid(bid.bidId(), bid.bidderId(), amountMinor, position);
    if (buysNow(auction, amountMinor)) {
      return buyNow(auction, standing);
    }
    Placement placement = FormatRules.of(listing).place(auction, standing, timeMillis);
    if (!(placement instanceof Placement.Counts counts)) {
      return Step.refused(auction.withBidRefused(), Reason.BELOW_MINIMUM);
    }
    return counted(auction, counts, standing, timeMillis);
  }

  private static Step counted(
      ItemState.Auction auction, Placement.Counts counts, StandingBid bid, long timeMillis) {
    if (counts.soldAtMinor().isPresent()) {
      return Step.accepted(auction.withBidAccepted(counts.bidding(), auction.endMillis()))
          .ending(Step.Ending.soldTo(bid.bidderId(), counts.soldAtMinor().getAsLong()));
    }
    long endMillis =
        auction
            .listing()
            .softClose()
            .endAfterBid(auction.endMillis(), auction.listedEndMillis(), timeMillis);
    Step step = Step.accepted(auction.withBidAccepted(counts.bidding(), endMillis));
    return counts.outbidAtOnce() ? step.because(Reason.OUTBID_BY_PROXY) : step;
  }

  private static Optional<Reason> objection(
      ItemState.Auction auction, BidPlaced bid, long timeMillis) {
    Listing listing = auction.listing();
    if (auction.endReachedAt(timeMillis)) {
      return Optional.of(Reason.AUCTION_CLOSED);
    }
    if (auction.pausedSinceMillis().isPresent()) {
      return Optional.of(Reason.AUCTION_PAUSED);
    }
    if (timeMillis < listing.opensAtMillis()) {
      return Optional.of(Reason.AUCTION_NOT_OPEN);
    }
    if (auction.holdAt(timeMillis).isPresent()) {
      return Optional.of(Reason.ITEM_LOCKED);
    }
    OptionalLong amountMinor = bid.amount().toMinor(listing.currencyScale());
    if (amountMinor.isEmpty() || amountMinor.getAsLong() <= 0) {
      return Optional.of(Reason.INVALID_BID);
    }
    if (bid.currency().isPresent() && !bid.currency().get().equals(listing.currency())) {
      return Optional.of(Reason.CURRENCY_MISMATCH);
    }
    if (!eligible(bid)) {
      return Optional.of(Reason.BIDDER_NOT_ELIGIBLE);
    }
    return bid.bidderId().equals(listing.sellerId())
        ? Optional.of(Reason.SELLER_BID)
        : Optional.empty();
  }

  private static boolean eligible(BidPlaced bid) {
    BidderStanding standing = bid.standing();
    return standing.approved()
        && (standing.limit().isEmpty() || bid.amount().compareTo(standing.limit().get()) <= 0);
  }

  private static boolean buysNow(ItemState.Auction auction, long amountMinor) {
    if (!auction.buyNowAvailable()) {
      return false;
    }
    long buyNowMinor = auction.listing().buyNowMinor().getAsLong();
    return auction.listing().format() == Format.REVERSE
        ? amountMinor <= buyNowMinor
        : amountMinor >= buyNowMinor;
  }

  private static Step buyNow(ItemState.Auction auction, StandingBid bid) {
    long price = auction.listing().buyNowMinor().getAsLong();
    Bidding bidding =
        new Bidding(
            OptionalLong.of(price),
            Optional.of(bid),
            auction.bidding().runnerUpMinor(),
            FormatRules.bookAfter(auction, bid));
    return Step.accepted(auction.withBidAccepted(bidding, auction.endMillis()))
        .ending(Step.Ending.soldTo(bid.bidderId(), price));
  }

  /** Takes a standing bid back; price and leader follow from the bids that still stand. */
  static Step retract(ItemState.Auction auction, BidRetracted retraction, long timeMillis) {
    if (auction.endReachedAt(timeMillis)) {
      return Step.refused(auction, Reason.AUCTION_CLOSED);
    }
    if (!auction.listing().retractable()) {
      return Step.refused(auction, Reason.NOT_RETRACTABLE);
    }
    List<StandingBid> book = auction.bidding().book();
    List<StandingBid> left =
        book.stream()
            .filter(
                standing ->
                    !(standing.bidId().equals(retraction.bidId())
                        && standing.bidderId().equals(retraction.actorId())))
            .toList();
    if (left.size() == book.size()) {
      return Step.refused(auction, Reason.BID_NOT_STANDING);
    }
    Listing listing = auction.listing();
    return Step.accepted(auction.with(FormatRules.of(listing).recompute(listing, left)));
  }
}
