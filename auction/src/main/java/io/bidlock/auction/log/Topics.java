package io.bidlock.auction.log;

/** Every Kafka topic of BidLock; nothing else names one (DESIGN.md, "Topics"). */
public final class Topics {
  /** The auction log: key item id, {@link LogRecord}s. */
  public static final String BIDS = "auction.bids";

  /** Key item id; {@code Decision} and {@code ItemClosed}. */
  public static final String DECISIONS = "auction.decisions";

  /** Compacted; key item id; the item's latest public state. */
  public static final String ITEMS = "auction.items";

  /** Key item id; one settlement for each item sold. */
  public static final String TRANSACTIONS = "auction.txn";

  /** Compacted; key user id; the only place with personal data. */
  public static final String USERS = "auction.users";

  /** Key bidder id; fraud alerts. */
  public static final String ALERTS = "auction.alerts";

  /** What could not be read: raw bytes, with position and error in headers. */
  public static final String DEAD_LETTERS = "auction.dead-letters";

  private Topics() {}
}
