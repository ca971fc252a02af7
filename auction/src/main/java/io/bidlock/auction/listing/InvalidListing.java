package io.bidlock.auction.listing;

/** Terms that no auction can be held under; the message says which and why. */
public final class InvalidListing extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidListing(String message) {
    super(message);
  }
}
