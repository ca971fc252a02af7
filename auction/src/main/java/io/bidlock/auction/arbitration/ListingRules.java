package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.util.OptionalLong;

/** What those who run an auction may do to it: amend, pause, resume, withdraw. */
final class ListingRules {
  private ListingRules() {}

  /** Any term before the first bid; then only what takes nothing from the bidders. */
  static Step amend(ItemState.Auction auction, Terms amendment, long timeMillis) {
    if (auction.endReachedAt(timeMillis)) {
      return Step.refused(auction, Reason.AUCTION_CLOSED);
    }
    Listing before = auction.listing();
    Listing after;
    try {
      after = Listing.of(before.terms().amendedBy(amendment));
    } catch (InvalidListing e) {
      return Step.refused(auction, Reason.INVALID_LISTING).saying(e.getMessage());
    }
    boolean endMoves = after.closesAtMillis() != before.closesAtMillis();
    if (endMoves && after.closesAtMillis() <= timeMillis) {
      return Step.refused(auction, Reason.INVALID_LISTING)
          .saying("closes_at must be in the future");
    }
    if (movesRunningClock(before, after, timeMillis)) {
      return Step.refused(auction, Reason.AMENDMENT_NOT_ALLOWED);
    }
    if (auction.acceptedBids() > 0 && !fairAfterFirstBid(auction, before, after, endMoves)) {
      return Step.refused(auction, Reason.AMENDMENT_NOT_ALLOWED);
    }
    return Step.accepted(
        auction.withListing(
            after,
            FormatRules.of(after).afterAmendment(after, auction.bidding()),
            endMoves ? after.closesAtMillis() : auction.listedEndMillis(),
            endMoves ? after.closesAtMillis() : auction.endMillis()));
  }

  /** A Dutch price falls from the opening on, so once it has begun to, the opening stays. */
  private static boolean movesRunningClock(Listing before, Listing after, long timeMillis) {
    return before.format() == Format.DUTCH
        && timeMillis >= before.opensAtMillis()
        && after.opensAtMillis() != before.opensAtMillis();
  }

  private static boolean fairAfterFirstBid(
      ItemState.Auction auction, Listing before, Listing after, boolean endMoves) {
    for (Term term : Term.values()) {
      boolean fair =
          switch (term) {
            case TITLE, CATEGORY -> true;
            case CLOSES_AT -> !endMoves || after.closesAtMillis() > auction.endMillis();
            case RESERVE_PRICE -> reserveIsAsEasy(before, after);
            default -> before.terms().get(term).equals(after.terms().get(term));
          };
      if (!fair) {
        return false;
      }
    }
    return true;
  }

  private static boolean reserveIsAsEasy(Listing before, Listing after) {
    OptionalLong reserve = after.reserveMinor();
    if (reserve.isEmpty()) {
      return true;
    }
    if (before.reserveMinor().isEmpty()) {
      return false;
    }
    return after.format() == Format.REVERSE
        ? reserve.getAsLong() >= before.reserveMinor().getAsLong()
        : reserve.getAsLong() <= before.reserveMinor().getAsLong();
  }

  static Step pause(ItemState.Auction auction, long timeMillis) {
    if (auction.endReachedAt(timeMillis)) {
      return Step.refused(auction, Reason.AUCTION_CLOSED);
    }
    return auction.pausedSinceMillis().isPresent()
        ? Step.refused(auction, Reason.AUCTION_PAUSED)
        : Step.accepted(auction.withPause(timeMillis));
  }

  static Step resume(ItemState.Auction auction, long timeMillis) {
    if (auction.endReachedAt(timeMillis)) {
      return Step.refused(auction, Reason.AUCTION_CLOSED);
    }
    return auction.pausedSinceMillis().isEmpty()
        ? Step.refused(auction, Reason.NOT_PAUSED)
        : Step.accepted(auction.withResume(timeMillis));
  }

  /** Whoever holds the item may be paying for it right now, so a hold goes before a withdrawal. */
  static Step withdraw(ItemState.Auction auction, long timeMillis) {
    if (auction.holdAt(timeMillis).isPresent()) {
      return Step.refused(auction, Reason.ITEM_LOCKED);
    }
    return Step.accepted(auction)
        .ending(Step.Ending.without(Outcome.WITHDRAWN, Reason.ITEM_WITHDRAWN));
  }
}
