package io.bidlock.auction.property;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** Where a format's properties get their histories. */
interface ItemHistories {
  AuctionPlan plan();

  @Provide
  default Arbitrary<History> histories() {
    return Histories.of(plan());
  }

  /** With amounts that are long and occur nowhere by chance. */
  @Provide
  default Arbitrary<History> distinctiveHistories() {
    return Histories.distinctive(plan());
  }
}
