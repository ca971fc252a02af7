package io.bidlock.pipelines.fraud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The rules by which a bidder looks suspicious, and all their numbers. Each looks at one figure, a
 * share of one measure in another: from a first limit on it is suspicious in part, from a second
 * one in full. The patterns are those that are known of shill bidding (Alzahrani and Sadaoui,
 * 2018), the numbers are our choice and were not measured against anything.
 *
 * <p>A weight is how much of the way to certainty a rule can go alone. None is as much as the
 * threshold of an alert: one habit is no fraud.
 */
enum FraudRule {
  /** They outbid themselves. */
  SUCCESSIVE_OUTBIDDING(Measure.SUCCESSIVE_BIDS, Measure.ACCEPTED_BIDS, 5, "0.25", "0.75", "0.60"),
  /** Where others bid too, most bids are theirs. */
  BIDDING_RATIO(Measure.CONTESTED_BIDS, Measure.BIDS_OF_ALL, 10, "0.40", "0.80", "0.50"),
  /** They bid when an auction is about to close. */
  LAST_MOMENT_BIDDING(Measure.LATE_AUCTIONS, Measure.CONTESTED_AUCTIONS, 5, "0.50", "1.00", "0.15"),
  /** They bid as soon as an auction has opened. */
  EARLY_BIDDING(Measure.EARLY_AUCTIONS, Measure.CONTESTED_AUCTIONS, 5, "0.50", "1.00", "0.20"),
  /** They bid faster than people do. */
  VELOCITY(Measure.MOST_BIDS_A_MINUTE, Measure.ONE, 1, "12", "60", "0.60"),
  /** Their bids let prices leap. */
  AMOUNT_OUTLIERS(Measure.LEAPS, Measure.PRICE_MOVES, 5, "0.20", "0.80", "0.50"),
  /** They bid at one seller's auctions. */
  SELLER_TENDENCY(Measure.MOST_AUCTIONS_OF_A_SELLER, Measure.AUCTIONS, 5, "0.50", "1.00", "0.50"),
  /** They hardly ever win: the less, the more suspicious. */
  WIN_RATIO(Measure.CONTESTED_WINS, Measure.CONTESTED_AUCTIONS, 5, "0.20", "0.00", "0.40");

  /** Decimals of figures, suspicions and scores. */
  static final int SCALE = 6;

  private final Measure part;
  private final Measure whole;
  private final long minimum;
  private final BigDecimal from;
  private final BigDecimal full;
  private final BigDecimal weight;

  /**
   * @param minimum how much there must be of the whole for the rule to say anything
   * @param from the figure at which suspicion begins
   * @param full the figure at which it is complete; below {@code from} where little is suspicious
   */
  FraudRule(Measure part, Measure whole, long minimum, String from, String full, String weight) {
    this.part = part;
    this.whole = whole;
    this.minimum = minimum;
    this.from = new BigDecimal(from);
    this.full = new BigDecimal(full);
    this.weight = new BigDecimal(weight);
  }

  /** The figure, to six decimals; empty where there is too little to tell. */
  Optional<BigDecimal> figure(Evidence evidence) {
    long all = evidence.of(whole);
    if (all < minimum) {
      return Optional.empty();
    }
    return Optional.of(
        BigDecimal.valueOf(evidence.of(part))
            .divide(BigDecimal.valueOf(all), SCALE, RoundingMode.HALF_UP));
  }

  /** How far a figure goes towards certainty: 0 to the rule's weight, to six decimals. */
  BigDecimal suspicion(BigDecimal figure) {
    BigDecimal way =
        figure
            .subtract(from)
            .divide(full.subtract(from), SCALE, RoundingMode.HALF_UP)
            .max(BigDecimal.ZERO)
            .min(BigDecimal.ONE);
    return way.multiply(weight).setScale(SCALE, RoundingMode.HALF_UP);
  }

  BigDecimal weight() {
    return weight;
  }
}
