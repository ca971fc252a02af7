package io.bidlock.auction.model;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.model.Fact.Bid;
import java.math.BigDecimal;
import java.util.Optional;

/** What is particular to a format, each answer worked out from all facts. */
interface FormatModel {
  /** A sale: to whom and for how much. */
  record Sale(String winner, BigDecimal price) {}

  /** The greatest amount, in minor units. */
  BigDecimal MAX_MINOR = new BigDecimal("1000000000000000");

  static FormatModel of(Listing listing) {
    return switch (listing.format()) {
      case ENGLISH -> listing.proxy() ? new ProxyModel() : new EnglishModel();
      case REVERSE -> new ReverseModel();
      case SEALED_FIRST_PRICE -> new SealedModel(false);
      case SEALED_SECOND_PRICE -> new SealedModel(true);
      case DUTCH -> new DutchModel();
    };
  }

  /** The price that everybody sees. */
  Optional<BigDecimal> price(Facts facts);

  /** The best standing bid, seen or not. */
  Optional<Bid> best(Facts facts);

  /** Whether everybody sees who is best. */
  boolean showsLeader();

  /** The least (in a reverse auction: most) that the next bid may be. */
  BigDecimal minimum(Facts facts, long timeMillis);

  /** What is published as the next bid's minimum: to buy now may take less than to bid. */
  default Optional<BigDecimal> publishedMinimum(Facts facts, long timeMillis) {
    BigDecimal minimum = minimum(facts, timeMillis);
    Optional<BigDecimal> buyNow =
        facts.buyNow().filter(price -> buysAt(facts, price, timeMillis).isPresent());
    return Optional.of(buyNow.isPresent() ? minimum.min(buyNow.get()) : minimum)
        .filter(amount -> possible(facts, amount));
  }

  /** Whether a bid of such an amount can be made at all. */
  static boolean possible(Facts facts, BigDecimal amount) {
    BigDecimal minor = amount.movePointRight(facts.listing().currencyScale());
    return minor.signum() > 0
        && minor.compareTo(MAX_MINOR) <= 0
        && minor.stripTrailingZeros().scale() <= 0;
  }

  /** Whether a bid is good enough. */
  default boolean takes(Facts facts, String bidderId, BigDecimal amount, long timeMillis) {
    return amount.compareTo(minimum(facts, timeMillis)) >= 0;
  }

  /** The price at which such a bid buys the item at once. */
  Optional<BigDecimal> buysAt(Facts facts, BigDecimal amount, long timeMillis);

  /** What the best bid would pay at the end; nothing when it does not meet the reserve. */
  Optional<Sale> saleAtEnd(Facts facts);
}
