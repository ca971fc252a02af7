package io.bidlock.auction.listing;

/**
 * How late bids move the end.
 *
 * @param windowMillis a bid accepted less than this before the end moves it
 * @param extensionMillis the end becomes the bid's item time plus this
 * @param limitMillis at most this past the listed end; {@link Long#MAX_VALUE} for no limit
 */
public record SoftClose(long windowMillis, long extensionMillis, long limitMillis) {
  /** The end never moves. */
  public static final SoftClose NONE = new SoftClose(0, 0, 0);

  /**
   * The end after an accepted bid.
   *
   * @param endMillis the end as it stands
   * @param listedEndMillis the listed end, with pauses
   * @param timeMillis the bid's item time, before the end
   */
  public long endAfterBid(long endMillis, long listedEndMillis, long timeMillis) {
    if (endMillis - timeMillis >= windowMillis) {
      return endMillis;
    }
    long furthest =
        limitMillis > Long.MAX_VALUE - listedEndMillis
            ? Long.MAX_VALUE
            : listedEndMillis + limitMillis;
    return Math.max(endMillis, Math.min(timeMillis + extensionMillis, furthest));
  }
}
