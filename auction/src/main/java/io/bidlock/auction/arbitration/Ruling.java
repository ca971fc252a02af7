package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;

/** What the arbiter says: a decision on a command, or that an item has closed. */
public sealed interface Ruling permits Decision, ItemClosed {
  String itemId();

  /** Counts an item's rulings 1, 2, 3 …; 0 where the item is unknown. */
  long itemSeq();

  /**
   * SHA-256 over the previous hash and this ruling; {@link Hash#ZERO} where the item is unknown.
   */
  Hash hash();
}
