package io.bidlock.auction.arbitration;

import java.util.Comparator;

/** Who is ahead: the better price, then the earlier position. The best bid comes first. */
public final class BidOrder {
  /** Higher amounts are better. */
  public static final Comparator<StandingBid> HIGHEST_FIRST =
      Comparator.comparingLong(StandingBid::amountMinor)
          .reversed()
          .thenComparing(StandingBid::position);

  /** Lower amounts are better. */
  public static final Comparator<StandingBid> LOWEST_FIRST =
      Comparator.comparingLong(StandingBid::amountMinor).thenComparing(StandingBid::position);

  private BidOrder() {}
}
