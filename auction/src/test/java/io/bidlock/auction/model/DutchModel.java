package io.bidlock.auction.model;

import io.bidlock.auction.listing.DutchClock;
import io.bidlock.auction.model.Fact.Bid;
import java.math.BigDecimal;
import java.util.Optional;

/** A price that falls with the time that the item has been open; the first taker buys. */
final class DutchModel implements FormatModel {
  @Override
  public Optional<BigDecimal> price(Facts facts) {
    return Optional.empty();
  }

  @Override
  public Optional<Bid> best(Facts facts) {
    return Optional.empty();
  }

  @Override
  public boolean showsLeader() {
    return true;
  }

  @Override
  public BigDecimal minimum(Facts facts, long timeMillis) {
    DutchClock clock = facts.listing().dutch();
    long steps = facts.openMillis(timeMillis) / clock.intervalMillis();
    BigDecimal fallen = facts.money(clock.stepMinor()).multiply(BigDecimal.valueOf(steps));
    return facts.start().subtract(fallen).max(facts.money(clock.floorMinor()));
  }

  @Override
  public Optional<BigDecimal> buysAt(Facts facts, BigDecimal amount, long timeMillis) {
    return Optional.of(minimum(facts, timeMillis)).filter(price -> amount.compareTo(price) >= 0);
  }

  @Override
  public Optional<Sale> saleAtEnd(Facts facts) {
    return Optional.empty();
  }
}
