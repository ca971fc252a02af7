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
        : at(auction, 0);
  }

  /**
   * At an item time. A bid at the buy-now price buys, even where the next step would go past it, so
   * nobody is told that it takes more.
   */
  static OptionalLong at(ItemState.Auction auction, long timeMillis) {
    OptionalLong minimum = FormatRules.of(auction.listing()).minimumNextBid(auction, timeMillis);
    if (!auction.buyNowAvailable()) {
      return minimum;
    }
    long buyNow = auction.listing().buyNowMinor().getAsLong();
    if (minimum.isEmpty()) {
      return OptionalLong.of(buyNow);
    }
    return OptionalLong.of(
        auction.listing().format() == Format.REVERSE
            ? Math.max(minimum.getAsLong(), buyNow)
            : Math.min(minimum.getAsLong(), buyNow));
  }
}
