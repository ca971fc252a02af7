package io.bidlock.auction.log;

/** Where a bid came from. */
public enum Channel {
  WEB,
  PHONE,
  ABSENTEE,
  POS,
  FILE
}
