package io.bidlock.auction.log;

import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Optional;

/**
 * What is written to the auction log (topic {@code auction.bids}): the commands, each of which gets
 * exactly one decision, and {@link CloseDue}, which only moves an item's time on.
 */
public sealed interface LogRecord {
  /** The item it is about; also the Kafka key. */
  String itemId();

  /** The kind, whose name is the record's type on the wire. */
  Kind kind();

  /**
   * The command's id. The same id again is a repeat and gets the first answer. For a bid it is the
   * bid's id, for a lock request the request's. Empty for {@link CloseDue}, which may repeat
   * freely.
   */
  String commandId();

  /** The kinds of record. */
  enum Kind {
    ITEM_LISTED("ItemListed", 1),
    LISTING_AMENDED("ListingAmended", 2),
    AUCTION_PAUSED("AuctionPaused", 3),
    AUCTION_RESUMED("AuctionResumed", 4),
    ITEM_WITHDRAWN("ItemWithdrawn", 5),
    BID_PLACED("BidPlaced", 6),
    BID_RETRACTED("BidRetracted", 7),
    LOCK_REQUESTED("LockRequested", 8),
    LOCK_RELEASED("LockReleased", 9),
    LOCK_COMMITTED("LockCommitted", 10),
    CLOSE_DUE("CloseDue", 11);

    private final String wireName;
    private final int code;

    Kind(String wireName, int code) {
      this.wireName = wireName;
      this.code = code;
    }

    /** The name on the wire, e.g. {@code BidPlaced}. */
    public String wireName() {
      return wireName;
    }

    /** The number that stands for this kind in canonical bytes and state; never reused. */
    public int code() {
      return code;
    }
  }

  /**
   * An item is offered.
   *
   * @param rulesVersion the rules that decide it for ever
   * @param nonce blinds the reserve
   */
  record ItemListed(String itemId, String commandId, int rulesVersion, Terms terms, Nonce nonce)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.ITEM_LISTED;
    }
  }

  /** Some terms of a listing change. */
  record ListingAmended(
      String itemId, String commandId, String actorId, Terms amendment, Nonce nonce)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.LISTING_AMENDED;
    }
  }

  /** Bidding halts, and so does the item's clock. */
  record AuctionPaused(String itemId, String commandId, String actorId, String why)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.AUCTION_PAUSED;
    }
  }

  /** Bidding goes on; the end moves by the length of the pause. */
  record AuctionResumed(String itemId, String commandId, String actorId) implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.AUCTION_RESUMED;
    }
  }

  /** The item is taken from sale. */
  record ItemWithdrawn(String itemId, String commandId, String actorId, String why)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.ITEM_WITHDRAWN;
    }
  }

  /**
   * Somebody bids.
   *
   * @param bidId {@code hash(bidder, item, Idempotency-Key)}
   * @param amount as the bidder wrote it; a maximum where the listing is by proxy
   * @param currency as the bidder wrote it, if at all
   * @param nonce blinds the amount where it is secret
   */
  record BidPlaced(
      String itemId,
      String bidId,
      String bidderId,
      DecimalAmount amount,
      Optional<String> currency,
      BidderStanding standing,
      Channel channel,
      Nonce nonce)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.BID_PLACED;
    }

    @Override
    public String commandId() {
      return bidId;
    }
  }

  /** A bidder takes a bid back, where the listing lets them. */
  record BidRetracted(String itemId, String commandId, String bidId, String actorId, String why)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.BID_RETRACTED;
    }
  }

  /**
   * Somebody other than the auction wants to hold the item.
   *
   * @param ttlMillis how long the hold shall stand, from its item time
   */
  record LockRequested(String itemId, String requestId, String holder, long ttlMillis)
      implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.LOCK_REQUESTED;
    }

    @Override
    public String commandId() {
      return requestId;
    }
  }

  /**
   * The hold ends.
   *
   * @param token the {@code item_seq} of the grant
   */
  record LockReleased(String itemId, String commandId, long token) implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.LOCK_RELEASED;
    }
  }

  /**
   * The holder takes the item for good.
   *
   * @param token the {@code item_seq} of the grant
   */
  record LockCommitted(String itemId, String commandId, long token) implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.LOCK_COMMITTED;
    }
  }

  /** The item's time has moved on; the first one at or past the end closes the item. */
  record CloseDue(String itemId) implements LogRecord {
    @Override
    public Kind kind() {
      return Kind.CLOSE_DUE;
    }

    @Override
    public String commandId() {
      return "";
    }
  }
}
