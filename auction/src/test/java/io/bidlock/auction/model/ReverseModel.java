package io.bidlock.auction.model;

import io.bidlock.auction.model.Fact.Bid;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/** Descending: at most the start price, then at least a step under the price. */
final class ReverseModel implements FormatModel {
  @Override
  public Optional<Bid> best(Facts facts) {
    return facts.standing().stream()
        .min(Comparator.comparing(Bid::amount).thenComparing(Bid::place));
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
    return price(facts).map(price -> price.subtract(facts.step(price))).orElseGet(facts::start);
  }

  @Override
  public Optional<BigDecimal> publishedMinimum(Facts facts, long timeMillis) {
    BigDecimal most = minimum(facts, timeMillis);
    Optional<BigDecimal> buyNow =
        facts.buyNow().filter(price -> buysAt(facts, price, timeMillis).isPresent());
    return Optional.of(buyNow.isPresent() ? most.max(buyNow.get()) : most)
        .filter(amount -> FormatModel.possible(facts, amount));
  }

  @Override
  public boolean takes(Facts facts, String bidderId, BigDecimal amount, long timeMillis) {
    return amount.compareTo(minimum(facts, timeMillis)) <= 0;
  }

  @Override
  public Optional<BigDecimal> buysAt(Facts facts, BigDecimal amount, long timeMillis) {
    boolean open = !facts.anyAccepted() || (facts.reserve().isPresent() && !reserveMet(facts));
    return open ? facts.buyNow().filter(buyNow -> amount.compareTo(buyNow) <= 0) : Optional.empty();
  }

  private boolean reserveMet(Facts facts) {
    return price(facts)
        .map(price -> facts.reserve().map(reserve -> price.compareTo(reserve) <= 0).orElse(true))
        .orElse(false);
  }

  @Override
  public Optional<Sale> saleAtEnd(Facts facts) {
    return reserveMet(facts)
        ? best(facts).map(bid -> new Sale(bid.bidderId(), bid.amount()))
        : Optional.empty();
  }
}
