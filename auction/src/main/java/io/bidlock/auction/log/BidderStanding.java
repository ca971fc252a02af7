package io.bidlock.auction.log;

import io.bidlock.auction.money.DecimalAmount;
import java.util.Optional;

/**
 * What ingest knew of a bidder when the bid came, so that eligibility is decided from the log too.
 *
 * @param approved whether the house lets this bidder bid at all
 * @param limit the most that one bid may be, in the item's currency
 * @param deposit what the bidder has deposited; kept for the record, decides nothing
 */
public record BidderStanding(
    boolean approved, Optional<DecimalAmount> limit, Optional<DecimalAmount> deposit) {
  /** A bidder of whom nothing else is known. */
  public static final BidderStanding OPEN =
      new BidderStanding(true, Optional.empty(), Optional.empty());
}
