package io.bidlock.ingest.board;

import static io.bidlock.ingest.board.Sale.CLOSES;
import static io.bidlock.ingest.board.Sale.NOW;
import static io.bidlock.ingest.board.Sale.OPENS;
import static io.bidlock.ingest.board.Sale.amendment;
import static io.bidlock.ingest.board.Sale.bid;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.view.PublicItem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The board refuses only what the arbiter would refuse too, whatever comes in between. */
class BoardRefusalTest {
  private static Optional<Reason> refusal(PublicItem item, BidPlaced bid) {
    return BoardRefusal.of(item, bid, NOW);
  }

  @Test
  void whatIsUnderTheMinimumWillAlwaysBe() {
    PublicItem item = Sale.of(Map.of()).after(bid("ann", "12"));
    assertThat(refusal(item, bid("bob", "12.49"))).contains(Reason.BELOW_MINIMUM);
    assertThat(refusal(item, bid("bob", "12.50"))).isEmpty();
    assertThat(refusal(item, bid("ann", "11"))).as("the leader").isEmpty();
    assertThat(refusal(item, bid("sue", "11"))).as("the seller").isEmpty();
  }

  @Test
  void untilTheFirstBidTheStartPriceMayStillComeDown() {
    Sale sale = Sale.of(Map.of());
    PublicItem listedAtTen = sale.shown();
    sale.after(amendment(Map.of(Term.START_PRICE, "5")));
    assertThat(refusal(listedAtTen, bid("bob", "7"))).isEmpty();
    assertThat(sale.accepts(bid("bob", "7"))).isTrue();
  }

  @Test
  void byProxyOnlyWhatDoesNotBeatThePriceNeverWill() {
    Sale sale =
        Sale.of(
            Map.of(
                Term.PROXY, "true",
                Term.START_PRICE, "4",
                Term.RESERVE_PRICE, "8",
                Term.INCREMENT, "5:10;*:1"));
    PublicItem atFour = sale.after(bid("ann", "4.50"));
    assertThat(atFour.minimumNextBidMinor()).hasValue(14_00);
    // The price is lifted to the reserve, where the steps are smaller.
    sale.after(bid("ann", "9"));
    assertThat(refusal(atFour, bid("bob", "10"))).isEmpty();
    assertThat(sale.accepts(bid("bob", "10"))).isTrue();
    assertThat(refusal(atFour, bid("bob", "4"))).contains(Reason.BELOW_MINIMUM);
  }

  @Test
  void inAReverseAuctionWhatIsOverTheMaximumWillAlwaysBe() {
    Sale sale = Sale.of(Map.of(Term.FORMAT, "REVERSE", Term.START_PRICE, "100"));
    PublicItem item = sale.after(bid("ann", "90"));
    assertThat(refusal(item, bid("bob", "89.50"))).contains(Reason.BELOW_MINIMUM);
    assertThat(refusal(item, bid("bob", "80"))).isEmpty();
  }

  @Test
  void whereThePriceCanMoveBackOrIsNotShownTheLogDecides() {
    PublicItem retractable = Sale.of(Map.of(Term.RETRACTABLE, "true")).after(bid("ann", "12"));
    assertThat(refusal(retractable, bid("bob", "11"))).isEmpty();
    PublicItem sealed = Sale.of(Map.of(Term.FORMAT, "SEALED_FIRST_PRICE")).after(bid("ann", "12"));
    assertThat(refusal(sealed, bid("bob", "1"))).isEmpty();
    PublicItem dutch =
        Sale.of(Map.of(Term.FORMAT, "DUTCH", Term.DUTCH_STEP, "1", Term.DUTCH_INTERVAL, "PT1M"))
            .shown();
    assertThat(refusal(dutch, bid("bob", "1"))).isEmpty();
  }

  @Test
  void whatComesBeforeTheMinimumIsForTheLog() {
    Sale sale = Sale.of(Map.of());
    PublicItem item = sale.after(bid("ann", "12"));
    assertThat(refusal(item, bid("bob", "1"))).as("just too low").contains(Reason.BELOW_MINIMUM);
    assertThat(BoardRefusal.of(item, bid("bob", "1"), OPENS - 1)).as("not open").isEmpty();
    assertThat(BoardRefusal.of(item, bid("bob", "1"), CLOSES)).as("past its end").isEmpty();
    PublicItem paused = sale.after(new LogRecord.AuctionPaused("item", "p", "house", ""));
    assertThat(refusal(paused, bid("bob", "1"))).as("paused").isEmpty();
  }

  @Test
  void anItemThatHasEndedStaysEnded() {
    Sale sold = Sale.of(Map.of());
    sold.after(bid("ann", "12"));
    assertThat(refusal(sold.after(new CloseDue("item"), CLOSES), bid("bob", "50")))
        .contains(Reason.AUCTION_CLOSED);
    PublicItem bought = Sale.of(Map.of(Term.BUY_NOW_PRICE, "50")).after(bid("ann", "50"));
    assertThat(refusal(bought, bid("bob", "60"))).contains(Reason.ITEM_SOLD);
    Sale withdrawn = Sale.of(Map.of());
    PublicItem gone = withdrawn.after(new LogRecord.ItemWithdrawn("item", "w", "house", ""));
    assertThat(refusal(gone, bid("bob", "60"))).contains(Reason.ITEM_WITHDRAWN);
    // As the arbiter says it.
    assertThat(withdrawn.accepts(bid("bob", "60"))).isFalse();
  }

  @Test
  void theBoardNeverGoesBack() throws InterruptedException {
    PriceBoard board = new PriceBoard(item -> {});
    Sale sale = Sale.of(Map.of());
    PublicItem listed = sale.shown();
    PublicItem bid = sale.after(bid("ann", "12"));
    board.published(bid);
    board.published(listed);
    assertThat(board.find("item")).contains(bid);
    board.promise("item", bid.itemSeq());
    assertThat(board.findFresh("item", Duration.ofMinutes(1))).contains(bid);
    board.promise("item", bid.itemSeq() + 5);
    assertThat(board.findFresh("item", Duration.ofMillis(1))).contains(bid);
    board.removed("item");
    assertThat(board.find("item")).isEmpty();
    assertThat(board.size()).isZero();
  }
}
