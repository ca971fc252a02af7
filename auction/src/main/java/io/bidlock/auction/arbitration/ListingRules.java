package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What those who run an auction may do to it: amend, pause, resume, withdraw. */
final class ListingRules {
  /** What was bid on: all but what may still change within limits. */
  private static final Set<Term> FIXED_BY_FIRST_BID =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(Term.TITLE, Term.CATEGORY, Term.CLOSES_AT, Term.RESERVE_PRICE)));

  private ListingRules() {}

  /** Any term before the first bid; then only what takes nothing from the bidders. */
  static Step amend(ItemState.Auction auction, Terms amendment, long timeMillis) {
    if (auction.endReachedAt(timeMillis)) {
      return Step.refused(auction, Reason.AUCTION_CLOSED);
    }
    Listing before = auction.listing();
    Terms terms = before.terms().amendedBy(amendment);
    // Before the terms are looked at as a whole: what is said of them could tell a hidden reserve.
    if (auction.acceptedBids() > 0 && changesWhatWasBidOn(before.terms(), terms)) {
      return Step.refused(auction, Reason.AMENDMENT_NOT_ALLOWED);
    }
    Listing after;
    try {
      after = Listing.of(terms);
    } catch (InvalidListing e) {
      return Step.refused(auction, Reason.INVALID_LISTING).saying(e.getMessage());
    }
    boolean openingMoves = after.opensAtMillis() != before.opensAtMillis();
    // The end may have moved since the listing: who names the end as it is now changes nothing.
    boolean endMoves =
        amendment.mentions(Term.CLOSES_AT) && after.closesAtMillis() != auction.endMillis();
    Optional<String> past = past(after, openingMoves, endMoves, timeMillis);
    if (past.isPresent()) {
      return Step.refused(auction, Reason.INVALID_LISTING).saying(past.get());
    }
    if (openingMoves && before.format() == Format.DUTCH && timeMillis >= before.opensAtMillis()) {
      // A Dutch price falls from the opening on, so once it has begun to, the opening stays.
      return Step.refused(auction, Reason.AMENDMENT_NOT_ALLOWED);
    }
    if (auction.acceptedBids() > 0 && !fairAfterFirstBid(auction, before, after, endMoves)) {
      return Step.refused(auction, Reason.AMENDMENT_NOT_ALLOWED);
    }
    Bidding bidding = FormatRules.of(after).afterAmendment(after, auction.bidding());
    return Step.accepted(
        endMoves
            ? auction.withNewEnd(after, bidding, openingMoves, timeMillis)
            : auction.withListing(after, bidding, openingMoves));
  }

  private static boolean changesWhatWasBidOn(Terms before, Terms after) {
    return FIXED_BY_FIRST_BID.stream().anyMatch(term -> !after.get(term).equals(before.get(term)));
  }

  /** What would lie in the past: pauses before a new opening could no longer be told apart. */
  private static Optional<String> past(
      Listing after, boolean openingMoves, boolean endMoves, long timeMillis) {
    if (endMoves && after.closesAtMillis() <= timeMillis) {
      return Optional.of("closes_at must be in the future");
    }
    return openingMoves && after.opensAtMillis() < timeMillis
        ? Optional.of("opens_at must not be in the past")
        : Optional.empty();
  }

  private static boolean fairAfterFirstBid(
      ItemState.Auction auction, Listing before, Listing after, boolean endMoves) {
    return (!endMoves || after.closesAtMillis() > auction.endMillis())
        && reserveIsAsEasy(before, after);
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
