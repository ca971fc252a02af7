package io.bidlock.auction.listing;

/**
 * Terms that no auction can be held under; the message says why, and begins with the name of the
 * one to blame.
 */
public final class InvalidListing extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidListing(String message) {
    super(message);
  }
}
