package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Format;
import java.util.OptionalLong;

/** The next bid that would be accepted, as anybody may know it. */
public final class MinimumNextBid {
  private MinimumNextBid() {}

  /**
   * In minor units; for a Dutch auction the start price, from which a clock gives the present one.
   */
  public static OptionalLong published(ItemState.Auction auction) {
    return auction.listing().format() == Format.DUTCH
        ? OptionalLong.of(auction.listing().startMinor())
        : FormatRules.of(auction.listing()).minimumNextBid(auction, 0);
  }
}
