package io.bidlock.auction.state;

/** Bytes that are no state of a known version. State is BidLock's own, so this is never ignored. */
public final class CorruptState extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptState(String message) {
    super("state cannot be read: " + message);
  }

  public CorruptState(String message, Throwable cause) {
    super("state cannot be read: " + message, cause);
  }
}
