package io.bidlock.pipelines.fraud;

/** What is counted of a bidder within a window. An auction counts with the day of its close. */
enum Measure {
  /** Facts that the others were counted from; grows with each. */
  FACTS,
  /** Different bids on known items, refused ones too. */
  BIDS,
  /** Accepted bids that moved a price which was there before. */
  PRICE_MOVES,
  /** Of these, bids that multiplied or divided it by {@link Evidence#LEAP} or more. */
  LEAPS,
  /** Closed auctions in which a bid of theirs was accepted. */
  AUCTIONS,
  /** Their accepted bids there. */
  ACCEPTED_BIDS,
  /** Those that followed another of their own. */
  SUCCESSIVE_BIDS,
  /** Auctions in which a bid of somebody else was accepted too. */
  CONTESTED_AUCTIONS,
  /** Their accepted bids in contested auctions. */
  CONTESTED_BIDS,
  /** Everybody's accepted bids there. */
  BIDS_OF_ALL,
  /** Contested auctions that they bid in within the first quarter. */
  EARLY_AUCTIONS,
  /** Contested auctions in which their last bid fell into the last twentieth. */
  LATE_AUCTIONS,
  /** Contested auctions that they won. */
  CONTESTED_WINS,

  /** The most bids within a minute of the clock. */
  MOST_BIDS_A_MINUTE,
  /** The most auctions of one seller; 0 where there are too many sellers to tell. */
  MOST_AUCTIONS_OF_A_SELLER,
  /** One, for measures that are no share of anything. */
  ONE;

  /** Those that are sums stand first. */
  static final int SUMS = CONTESTED_WINS.ordinal() + 1;
}
