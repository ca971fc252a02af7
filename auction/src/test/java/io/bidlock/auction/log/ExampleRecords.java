package io.bidlock.auction.log;

import io.bidlock.auction.listing.ExampleTerms;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.money.DecimalAmount;
import java.util.List;
import java.util.Optional;

/** One record of each kind, for tests. */
public final class ExampleRecords {
  public static final Nonce NONCE = Nonce.parse("00112233445566778899aabbccddeeff");

  public static final ItemListed LISTED =
      new ItemListed("item-1", "listing-1", 1, ExampleTerms.teapot("proxy", "true"), NONCE);

  /** With all that a bid can carry. */
  public static final BidPlaced BID =
      new BidPlaced(
          "item-1",
          "bid-1",
          "ann",
          DecimalAmount.parse("12.50"),
          Optional.of("USD"),
          new BidderStanding(
              true,
              Optional.of(DecimalAmount.parse("1000")),
              Optional.of(DecimalAmount.parse("99.95"))),
          Channel.WEB,
          NONCE);

  /** With only what a bid must carry. */
  public static final BidPlaced BARE_BID =
      new BidPlaced(
          "item-1",
          "bid-2",
          "bob",
          DecimalAmount.parse("13"),
          Optional.empty(),
          new BidderStanding(false, Optional.empty(), Optional.empty()),
          Channel.PHONE,
          Nonce.NONE);

  private ExampleRecords() {}

  /** Every kind at least once. */
  public static List<LogRecord> all() {
    return List.of(
        LISTED,
        new ListingAmended(
            "item-1",
            "amend-1",
            "seller-1",
            ExampleTerms.terms(
                "title", "Tea \"pot\" 🫖", "reserve_price", "", "retractable", "false"),
            NONCE),
        new AuctionPaused("item-1", "pause-1", "operator-1", "a fire drill"),
        new AuctionResumed("item-1", "resume-1", "operator-1"),
        new ItemWithdrawn("item-1", "withdraw-1", "operator-1", ""),
        BID,
        BARE_BID,
        new BidRetracted("item-1", "retract-1", "bid-1", "ann", "a slip of the finger"),
        new LockRequested("item-1", "request-1", "pos-7", 30_000),
        new LockReleased("item-1", "release-1", 4),
        new LockCommitted("item-1", "commit-1", Long.MAX_VALUE),
        new CloseDue("item-1"));
  }
}
