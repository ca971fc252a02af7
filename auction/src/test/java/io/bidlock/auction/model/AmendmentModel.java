package io.bidlock.auction.model;

import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which amendments are allowed when. */
record AmendmentModel(Facts facts, long timeMillis) {
  private static final Set<Term> EVER =
      EnumSet.of(Term.TITLE, Term.CATEGORY, Term.CLOSES_AT, Term.RESERVE_PRICE);

  /** Why it may not be made. */
  Optional<Reason> objection(Terms amendment) {
    Listing now = facts.listing();
    if (facts.anyAccepted() && touchesMore(now.terms(), now.terms().amendedBy(amendment))) {
      return Optional.of(Reason.AMENDMENT_NOT_ALLOWED);
    }
    Listing then;
    try {
      then = Listing.of(now.terms().amendedBy(amendment));
    } catch (InvalidListing e) {
      return Optional.of(Reason.INVALID_LISTING);
    }
    boolean movesEnd = movesEnd(facts, then, amendment);
    boolean movesOpening = then.opensAtMillis() != now.opensAtMillis();
    if ((movesEnd && then.closesAtMillis() <= timeMillis)
        || (movesOpening && then.opensAtMillis() < timeMillis)) {
      return Optional.of(Reason.INVALID_LISTING);
    }
    boolean clockRuns = now.format() == Format.DUTCH && timeMillis >= now.opensAtMillis();
    if (clockRuns && movesOpening) {
      return Optional.of(Reason.AMENDMENT_NOT_ALLOWED);
    }
    return facts.anyAccepted() && !allowedAfterBids(now, then, movesEnd)
        ? Optional.of(Reason.AMENDMENT_NOT_ALLOWED)
        : Optional.empty();
  }

  private static boolean movesEnd(Facts facts, Listing then, Terms amendment) {
    return amendment.mentions(Term.CLOSES_AT) && then.closesAtMillis() != facts.endMillis();
  }

  private static boolean touchesMore(Terms now, Terms then) {
    for (Term term : Term.values()) {
      if (!EVER.contains(term) && !now.get(term).equals(then.get(term))) {
        return true;
      }
    }
    return false;
  }

  private boolean allowedAfterBids(Listing now, Listing then, boolean movesEnd) {
    return (!movesEnd || then.closesAtMillis() > facts.endMillis())
        && (now.reserveMinor().equals(then.reserveMinor()) || easier(now, then));
  }

  private static boolean easier(Listing now, Listing then) {
    OptionalLong before = now.reserveMinor();
    OptionalLong after = then.reserveMinor();
    if (before.isEmpty() || after.isEmpty()) {
      return before.isPresent();
    }
    return now.format() == Format.REVERSE
        ? after.getAsLong() > before.getAsLong()
        : after.getAsLong() < before.getAsLong();
  }

  /** What an allowed amendment comes to. */
  static Fact amended(Facts facts, Terms amendment, long timeMillis) {
    try {
      Listing then = Listing.of(facts.listing().terms().amendedBy(amendment));
      return new Fact.Amended(then, movesEnd(facts, then, amendment), timeMillis);
    } catch (InvalidListing e) {
      throw new AssertionError(e);
    }
  }
}
