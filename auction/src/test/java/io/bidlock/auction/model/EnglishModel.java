package io.bidlock.auction.model;

import io.bidlock.auction.model.Fact.Bid;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/** Ascending: at least the start price, then at least a step over the price. */
class EnglishModel implements FormatModel {
  static final Comparator<Bid> HIGHEST_THEN_EARLIEST =
      (one, other) -> {
        int byAmount = other.amount().compareTo(one.amount());
        return byAmount != 0 ? byAmount : one.place().compareTo(other.place());
      };

  @Override
  public Optional<Bid> best(Facts facts) {
    return facts.standing().stream().min(HIGHEST_THEN_EARLIEST);
  }

  @Override
  public boolean showsLeader() {
    return true;
  }

  @Override
  public Optional<BigDecimal> price(Facts facts) {
    return best(facts).map(Bid::amount);
  }

  @Override
  public BigDecimal minimum(Facts facts, long timeMillis) {
    return price(facts).map(price -> price.add(facts.step(price))).orElseGet(facts::start);
  }

  /** Until the first accepted bid, and as long as there is a reserve that the price has not met. */
  @Override
  public Optional<BigDecimal> buysAt(Facts facts, BigDecimal amount, long timeMillis) {
    boolean open = !facts.anyAccepted() || (facts.reserve().isPresent() && !reserveMet(facts));
    return open ? facts.buyNow().filter(buyNow -> amount.compareTo(buyNow) >= 0) : Optional.empty();
  }

  boolean reserveMet(Facts facts) {
    return price(facts)
        .map(price -> facts.reserve().map(reserve -> price.compareTo(reserve) >= 0).orElse(true))
        .orElse(false);
  }

  @Override
  public Optional<Sale> saleAtEnd(Facts facts) {
    return reserveMet(facts)
        ? Optional.of(new Sale(best(facts).orElseThrow().bidderId(), price(facts).orElseThrow()))
        : Optional.empty();
  }
}
