package io.bidlock.auction.listing;

/**
 * How a Dutch price falls.
 *
 * @param stepMinor by how much, at least 1
 * @param intervalMillis how often, at least 1
 * @param floorMinor and no lower, at least 1
 */
public record DutchClock(long stepMinor, long intervalMillis, long floorMinor) {
  /** For the other formats. */
  public static final DutchClock NONE = new DutchClock(0, 0, 0);

  /**
   * The price after the item has been open for so long, pauses not counted.
   *
   * @param startMinor the start price
   */
  public long priceAfter(long startMinor, long openMillis) {
    long steps = Math.max(0, openMillis) / intervalMillis;
    // Divided, not multiplied: steps * step may be more than a long holds.
    return steps >= (startMinor - floorMinor + stepMinor - 1) / stepMinor
        ? floorMinor
        : startMinor - steps * stepMinor;
  }
}
