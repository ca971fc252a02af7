package io.bidlock.auction.model;

import io.bidlock.auction.model.Fact.Bid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Sealed bids of at least the start price.
 *
 * @param secondPrice whether the winner pays the second price (Vickrey)
 */
record SealedModel(boolean secondPrice) implements FormatModel {
  private static List<Bid> ranking(Facts facts) {
    return facts.standing().stream().sorted(EnglishModel.HIGHEST_THEN_EARLIEST).toList();
  }

  @Override
  public Optional<Bid> best(Facts facts) {
    return ranking(facts).stream().findFirst();
  }

  @Override
  public boolean showsLeader() {
    return false;
  }

  @Override
  public Optional<BigDecimal> price(Facts facts) {
    return Optional.empty();
  }

  @Override
  public BigDecimal minimum(Facts facts, long timeMillis) {
    return facts.start();
  }

  @Override
  public Optional<BigDecimal> buysAt(Facts facts, BigDecimal amount, long timeMillis) {
    return Optional.empty();
  }

  @Override
  public Optional<Sale> saleAtEnd(Facts facts) {
    List<Bid> ranking = ranking(facts);
    if (ranking.isEmpty()
        || facts.reserve().filter(r -> ranking.get(0).amount().compareTo(r) < 0).isPresent()) {
      return Optional.empty();
    }
    Bid first = ranking.get(0);
    if (!secondPrice) {
      return Optional.of(new Sale(first.bidderId(), first.amount()));
    }
    BigDecimal price = facts.start();
    if (facts.reserve().isPresent()) {
      price = price.max(facts.reserve().get());
    }
    if (ranking.size() > 1) {
      price = price.max(ranking.get(1).amount());
    }
    return Optional.of(new Sale(first.bidderId(), price));
  }
}
