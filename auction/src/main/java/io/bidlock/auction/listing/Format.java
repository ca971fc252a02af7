package io.bidlock.auction.listing;

/** How an auction finds its winner and price (DESIGN.md, "The Arbiter"). */
public enum Format {
  /** Ascending, open; with {@link Term#PROXY} the amounts are secret maxima, as on eBay. */
  ENGLISH(1),
  /** Descending, open: the lowest bid wins. */
  REVERSE(2),
  /** Sealed; the highest pays its bid. */
  SEALED_FIRST_PRICE(3),
  /** Sealed, Vickrey; the highest pays the second price. */
  SEALED_SECOND_PRICE(4),
  /** A falling price; the first bid wins. */
  DUTCH(5);

  private final int code;

  Format(int code) {
    this.code = code;
  }

  /** The number that stands for this format in canonical bytes; never reused. */
  public int code() {
    return code;
  }

  /** Whether bids stay secret until the close. */
  public boolean sealed() {
    return this == SEALED_FIRST_PRICE || this == SEALED_SECOND_PRICE;
  }
}
