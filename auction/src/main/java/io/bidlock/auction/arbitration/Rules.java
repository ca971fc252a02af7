package io.bidlock.auction.arbitration;

/**
 * Versions of the rules. An item is decided by the version that its listing pins, for ever.
 *
 * <table>
 *   <caption>What each changed</caption>
 *   <tr><td>1</td><td>the first</td></tr>
 *   <tr><td>2</td><td>a bid's hash covers its channel, and what was known of its bidder</td></tr>
 * </table>
 */
public final class Rules {
  /** What listings have that pin nothing, such as those in files. */
  public static final int FIRST_VERSION = 1;

  /** What new listings pin. */
  public static final int CURRENT_VERSION = 2;

  private Rules() {}

  /** Whether this program can decide by that version. */
  public static boolean readable(int rulesVersion) {
    return rulesVersion >= FIRST_VERSION && rulesVersion <= CURRENT_VERSION;
  }
}
