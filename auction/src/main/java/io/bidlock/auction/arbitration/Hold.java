package io.bidlock.auction.arbitration;

/**
 * A lock that was granted.
 *
 * @param holder who holds the item
 * @param token the fencing token: the {@code item_seq} of the grant
 * @param untilMillis item time at which it runs out
 */
public record Hold(String holder, long token, long untilMillis) {
  /** Whether it stands at an item time. */
  public boolean standsAt(long timeMillis) {
    return timeMillis < untilMillis;
  }
}
