package io.bidlock.auction.state;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.listing.ExampleTerms.tulips;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.view.Saleroom;
import java.util.List;

/** States that between them use every field, for tests. */
final class ExampleStates {
  private ExampleStates() {}

  /** By proxy, retractable, bid on, held and paused. */
  static ItemState.Auction held() {
    Saleroom saleroom =
        Saleroom.listing(
            teapot(
                "proxy", "true",
                "retractable", "true",
                "reserve_price", "40",
                "soft_close_window", "PT2M",
                "goods_id", "goods-1"));
    saleroom.bid("18:10:00", "ann", "30");
    saleroom.bid("18:59:00", "bob", "50");
    saleroom.bid("18:59:01", "cy", "5");
    saleroom.at(
        "18:59:10", new LogRecord.LockRequested(Saleroom.ITEM, "request-1", "pos-7", 5_000));
    saleroom.at(
        "18:59:12", new LogRecord.AuctionPaused(Saleroom.ITEM, "pause-1", "operator-1", "fire"));
    return saleroom.auction();
  }

  static ItemState.Auction sold() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.bid("18:10:00", "ann", "12.50");
    saleroom.closeDue("19:00:01");
    return saleroom.auction();
  }

  static ItemState.Auction sealed() {
    Saleroom saleroom = Saleroom.listing(teapot("format", "SEALED_SECOND_PRICE"));
    saleroom.bid("18:10:00", "ann", "12.50");
    saleroom.bid("18:20:00", "bob", "99");
    return saleroom.auction();
  }

  static ItemState.Auction withdrawn() {
    Saleroom saleroom = Saleroom.listing(tulips());
    saleroom.at(
        "18:05:00",
        new LogRecord.ItemWithdrawn(Saleroom.ITEM, "withdraw-1", "operator-1", "wilted"));
    return saleroom.auction();
  }

  static ItemState.Auction fresh() {
    return Saleroom.listing(teapot("currency", "JPY", "increment", "100")).auction();
  }

  static ItemState.Tombstone tombstone() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.bid("18:10:00", "ann", "12.50");
    saleroom.closeDue("19:00:01");
    saleroom.at(Saleroom.millis("19:00:00") + 86_400_000L, new LogRecord.CloseDue(Saleroom.ITEM));
    return (ItemState.Tombstone) saleroom.state();
  }

  static List<ItemState> all() {
    return List.of(held(), sold(), sealed(), withdrawn(), fresh(), tombstone());
  }

  /** The answer to a bid that the leader's maximum beat at once. */
  static Remembered rememberedBid() {
    Saleroom saleroom = Saleroom.listing(teapot("proxy", "true"));
    saleroom.bid("18:10:00", "ann", "50");
    saleroom.bid("18:11:00", "bob", "30");
    return saleroom.remembered("bid-bob-30");
  }

  /** The answer to a bid that bought. */
  static Remembered rememberedPurchase() {
    Saleroom saleroom = Saleroom.listing(tulips());
    saleroom.bid("18:01:00", "ann", "95");
    return saleroom.remembered("bid-ann-95");
  }

  static Remembered rememberedLock() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.at(
        "18:59:10", new LogRecord.LockRequested(Saleroom.ITEM, "request-1", "pos-7", 5_000));
    return saleroom.remembered("request-1");
  }

  /** A refusal that says what is wrong. */
  static Remembered rememberedAmendment() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.at(
        "18:00:00",
        new LogRecord.ListingAmended(
            Saleroom.ITEM,
            "amend-1",
            "seller-1",
            teapot("start_price", "0"),
            ExampleRecords.NONCE));
    return saleroom.remembered("amend-1");
  }

  /** With another decision inside. */
  static Remembered rememberedRepeat() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.bid("18:10:00", "ann", "50");
    Decision repeat = saleroom.bid("18:10:01", "ann", "50");
    return new Remembered(-1, repeat);
  }
}
