package io.bidlock.auction.arbitration;

/** How an item ended. */
public enum Outcome {
  SOLD(1),
  RESERVE_NOT_MET(2),
  /** No bid was accepted, or none of them stands. */
  NO_BIDS(3),
  WITHDRAWN(4),
  /** By a lock's holder. */
  TAKEN(5);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** The number that stands for this outcome in canonical bytes and state; never reused. */
  public int code() {
    return code;
  }
}
