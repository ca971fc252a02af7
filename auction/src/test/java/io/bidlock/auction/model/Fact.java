package io.bidlock.auction.model;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.Position;
import java.math.BigDecimal;

/** Something that happened to an item and counts; what was rejected is no fact. */
public sealed interface Fact {
  /** The item is offered under these terms. */
  record Listed(Listing listing) implements Fact {}

  /**
   * The terms changed.
   *
   * @param movesEnd whether the amendment gave it another end
   */
  record Amended(Listing listing, boolean movesEnd, long timeMillis) implements Fact {}

  /** A bid was accepted that did not end the auction. */
  record Accepted(Bid bid, long timeMillis) implements Fact {}

  /** A bidder took the bid back that stood. */
  record Retracted(String bidderId) implements Fact {}

  /** The clock stopped. */
  record Paused(long timeMillis) implements Fact {}

  /** The clock went on. */
  record Resumed(long timeMillis) implements Fact {}

  /** Somebody holds the item. */
  record Granted(String holder, long token, long untilMillis) implements Fact {}

  /** The holder gave it back. */
  record Released(long timeMillis) implements Fact {}

  /**
   * A bid in decimal money.
   *
   * @param place the log position that breaks ties
   */
  record Bid(String bidId, String bidderId, BigDecimal amount, Position place) {}
}
