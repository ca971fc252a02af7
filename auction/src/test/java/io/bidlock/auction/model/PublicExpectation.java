package io.bidlock.auction.model;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.model.Expected.Closed;
import io.bidlock.auction.model.Fact.Bid;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** What the public view should show; amounts in minor units. */
public record PublicExpectation(
    OptionalLong price,
    Optional<String> leader,
    OptionalLong minimum,
    long acceptedBids,
    Optional<Boolean> reserveMet,
    OptionalLong buyNow,
    long endMillis,
    OptionalLong pausedSinceMillis,
    Optional<Outcome> outcome,
    Optional<String> winner,
    OptionalLong hammerPrice,
    OptionalLong closedAtMillis,
    OptionalLong dueMillis) {
  private static final long DAY_MILLIS = 86_400_000L;

  static PublicExpectation of(
      Facts facts, long timeMillis, long acceptedBids, Optional<Closed> closed) {
    Listing listing = facts.listing();
    FormatModel format = FormatModel.of(listing);
    boolean sold = closed.filter(end -> end.price().isPresent()).isPresent();
    OptionalLong price = sold ? closed.orElseThrow().price() : minor(facts, format.price(facts));
    Optional<String> leader =
        sold
            ? closed.orElseThrow().winner()
            : format.best(facts).map(Bid::bidderId).filter(bidder -> format.showsLeader());
    return new PublicExpectation(
        price,
        leader,
        closed.isPresent() ? OptionalLong.empty() : minimum(facts, format, timeMillis),
        acceptedBids,
        reserveMet(facts, format, price, closed),
        closed.isPresent() || facts.buyNow().isEmpty()
            ? OptionalLong.empty()
            : minor(facts, format.buysAt(facts, facts.buyNow().get(), timeMillis)),
        facts.endMillis(),
        facts.pausedSinceMillis(),
        closed.map(Closed::outcome),
        closed.flatMap(Closed::winner),
        closed.isPresent() ? closed.get().price() : OptionalLong.empty(),
        closed.isPresent() ? OptionalLong.of(closed.get().closedAtMillis()) : OptionalLong.empty(),
        due(facts, closed));
  }

  /** A Dutch auction publishes its start, from which anybody's clock gives the present price. */
  private static OptionalLong minimum(Facts facts, FormatModel format, long timeMillis) {
    if (facts.listing().format() == Format.DUTCH) {
      return OptionalLong.of(facts.listing().startMinor());
    }
    return minor(facts, format.publishedMinimum(facts, timeMillis));
  }

  private static Optional<Boolean> reserveMet(
      Facts facts, FormatModel format, OptionalLong price, Optional<Closed> closed) {
    Outcome outcome = closed.map(Closed::outcome).orElse(null);
    if (facts.reserve().isEmpty()) {
      return Optional.empty();
    } else if (outcome == Outcome.SOLD || outcome == Outcome.RESERVE_NOT_MET) {
      return Optional.of(outcome == Outcome.SOLD);
    } else if (facts.listing().format().sealed()) {
      return Optional.empty();
    }
    return Optional.of(price.isPresent() && format.saleAtEnd(facts).isPresent());
  }

  private static OptionalLong due(Facts facts, Optional<Closed> closed) {
    if (closed.isPresent()) {
      return OptionalLong.of(closed.get().closedAtMillis() + DAY_MILLIS);
    } else if (facts.pausedSinceMillis().isPresent()) {
      return OptionalLong.empty();
    }
    long held = facts.lastHold().map(Fact.Granted::untilMillis).orElse(0L);
    return OptionalLong.of(Math.max(facts.endMillis(), held));
  }

  private static OptionalLong minor(Facts facts, Optional<BigDecimal> amount) {
    return amount.isPresent()
        ? OptionalLong.of(
            amount.get().movePointRight(facts.listing().currencyScale()).longValueExact())
        : OptionalLong.empty();
  }
}
