package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Listing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What makes a format: which bids count, who leads at what price, and who wins at what price. */
interface FormatRules {
  /** The rules of a listing's format. */
  static FormatRules of(Listing listing) {
    return switch (listing.format()) {
      case ENGLISH -> listing.proxy() ? ProxyEnglish.INSTANCE : OpenOutcry.ENGLISH;
      case REVERSE -> OpenOutcry.REVERSE;
      case SEALED_FIRST_PRICE -> Sealed.FIRST_PRICE;
      case SEALED_SECOND_PRICE -> Sealed.SECOND_PRICE;
      case DUTCH -> Dutch.INSTANCE;
    };
  }

  /** Places a bid at an item time. */
  Placement place(ItemState.Auction auction, StandingBid bid, long timeMillis);

  /** The least (in a reverse auction: most) that the next bid may be; empty when none may be. */
  OptionalLong minimumNextBid(ItemState.Auction auction, long timeMillis);

  /** Where the bidding stands, from nothing but the bids that stand (after a retraction). */
  Bidding recompute(Listing listing, List<StandingBid> book);

  /** Where the bidding stands after the terms changed; the leader stays. */
  default Bidding afterAmendment(Listing listing, Bidding bidding) {
    return bidding;
  }

  /** Who has won at the close, if anybody bid. */
  Optional<Win> winner(Listing listing, Bidding bidding);

  /**
   * The best bid and what it would pay.
   *
   * @param reserveMet whether it does pay
   */
  record Win(StandingBid bid, long priceMinor, boolean reserveMet) {}

  /** The book with this bid in place of the bidder's earlier one. */
  static List<StandingBid> replaceInBook(List<StandingBid> book, StandingBid bid) {
    List<StandingBid> next = new ArrayList<>(book.size() + 1);
    for (StandingBid standing : book) {
      if (!standing.bidderId().equals(bid.bidderId())) {
        next.add(standing);
      }
    }
    next.add(bid);
    return Collections.unmodifiableList(next);
  }

  /** The book after an accepted bid, where the listing keeps one. */
  static List<StandingBid> bookAfter(ItemState.Auction auction, StandingBid bid) {
    return auction.listing().keepsBook() ? replaceInBook(auction.bidding().book(), bid) : List.of();
  }

  /** Whether somebody other than the leader bids. */
  static boolean byLeader(Bidding bidding, StandingBid bid) {
    return bidding.leader().isPresent() && bidding.leader().get().bidderId().equals(bid.bidderId());
  }
}
