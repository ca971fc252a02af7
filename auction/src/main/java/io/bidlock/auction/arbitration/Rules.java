package io.bidlock.auction.arbitration;

/** Versions of the rules. An item is decided by the version that its listing pins, for ever. */
public final class Rules {
  /** What new listings pin. */
  public static final int CURRENT_VERSION = 1;

  private Rules() {}

  /** Whether this program can decide by that version. */
  public static boolean readable(int rulesVersion) {
    return rulesVersion == CURRENT_VERSION;
  }
}
