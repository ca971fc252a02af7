package io.bidlock.auction.model;

import io.bidlock.auction.model.Fact.Accepted;
import io.bidlock.auction.model.Fact.Amended;
import io.bidlock.auction.model.Fact.Bid;
import io.bidlock.auction.model.Fact.Listed;
import io.bidlock.auction.model.Fact.Retracted;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As eBay: the amounts are secret maxima. */
final class ProxyModel extends EnglishModel {

  /** Worked out anew after every fact; but for a retraction it never falls. */
  @Override
  public Optional<BigDecimal> price(Facts facts) {
    Map<String, Bid> standing = new LinkedHashMap<>();
    Optional<BigDecimal> reserve = Optional.empty();
    Optional<BigDecimal> price = Optional.empty();
    for (Fact fact : facts) {
      Facts.apply(standing, fact);
      if (fact instanceof Listed listed) {
        reserve = reserve(listed.listing());
      } else if (fact instanceof Amended amended) {
        reserve = reserve(amended.listing());
      }
      List<BigDecimal> maxima =
          standing.values().stream().sorted(HIGHEST_THEN_EARLIEST).map(Bid::amount).toList();
      Optional<BigDecimal> fresh = price(facts, maxima, reserve);
      if (fact instanceof Retracted) {
        price = fresh;
      } else if (fact instanceof Accepted || fact instanceof Amended) {
        price = price.isEmpty() ? fresh : Optional.of(price.get().max(fresh.orElseThrow()));
      }
    }
    return price;
  }

  private static Optional<BigDecimal> reserve(io.bidlock.auction.listing.Listing listing) {
    return listing.reserveMinor().isPresent()
        ? Optional.of(
            BigDecimal.valueOf(listing.reserveMinor().getAsLong(), listing.currencyScale()))
        : Optional.empty();
  }

  private static Optional<BigDecimal> price(
      Facts facts, List<BigDecimal> maxima, Optional<BigDecimal> reserve) {
    if (maxima.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal highest = maxima.get(0);
    BigDecimal price = facts.start();
    if (maxima.size() > 1) {
      BigDecimal second = maxima.get(1);
      price = price.max(highest.min(second.add(facts.step(second))));
    }
    if (reserve.isPresent() && highest.compareTo(reserve.get()) >= 0) {
      price = price.max(reserve.get());
    }
    return Optional.of(price);
  }

  /** The leader raises their own maximum freely; everybody else must reach the minimum. */
  @Override
  public boolean takes(Facts facts, String bidderId, BigDecimal amount, long timeMillis) {
    Optional<Bid> own = best(facts).filter(leader -> leader.bidderId().equals(bidderId));
    return own.isPresent()
        ? amount.compareTo(own.get().amount()) > 0
        : amount.compareTo(minimum(facts, timeMillis)) >= 0;
  }
}
