package io.bidlock.auction.arbitration;

import java.util.OptionalLong;

/** What a format says of a bid that passed every common check. */
sealed interface Placement {
  /** The bid does not reach what would be accepted. */
  record TooLittle() implements Placement {
    static final TooLittle INSTANCE = new TooLittle();
  }

  /**
   * The bid counts.
   *
   * @param bidding where the bidding stands now
   * @param outbidAtOnce whether the leader's maximum beats it at once
   * @param soldAtMinor the price at which it ends the auction, where it does
   */
  record Counts(Bidding bidding, boolean outbidAtOnce, OptionalLong soldAtMinor)
      implements Placement {
    static Counts leading(Bidding bidding) {
      return new Counts(bidding, false, OptionalLong.empty());
    }
  }
}
