package io.bidlock.ingest.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The board refuses only what the arbiter would refuse too, whatever comes in between. */
class BoardRefusalTest {
  private static final long OPENS = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();
  private static final long CLOSES = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
  private static final long NOW = OPENS + 60_000;

  private final Arbiter arbiter = new Arbiter();
  private ItemState state = ItemState.Unknown.INSTANCE;
  private long offset;

  private PublicItem list(Map<Term, String> more) {
    Map<Term, String> terms = new EnumMap<>(Term.class);
    terms.putAll(
        Map.of(
            Term.SELLER_ID, "sue",
            Term.TITLE, "A watch",
            Term.CATEGORY, "watches",
            Term.CURRENCY, "USD",
            Term.FORMAT, "ENGLISH",
            Term.START_PRICE, "10",
            Term.OPENS_AT, Instant.ofEpochMilli(OPENS).toString(),
            Term.CLOSES_AT, Instant.ofEpochMilli(CLOSES).toString()));
    terms.putAll(more);
    return decide(new ItemListed("item", "list", 1, Terms.of(terms), Nonce.NONE), OPENS);
  }

  private PublicItem decide(LogRecord record, long timeMillis) {
    Optional<Remembered> nothing = Optional.empty();
    state =
        arbiter
            .decide(state, nothing, new LogEntry(new Position(0, 0, offset++), timeMillis, record))
            .state();
    return PublicItems.of("item", (ItemState.Auction) state, false);
  }

  private static BidPlaced bid(String bidder, String amount) {
    return new BidPlaced(
        "item",
        "bid of " + bidder + " " + amount,
        bidder,
        DecimalAmount.parse(amount),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        Nonce.NONE);
  }

  private static Optional<Reason> refusal(PublicItem item, BidPlaced bid) {
    return BoardRefusal.of(item, bid, NOW);
  }

  @Test
  void whatIsUnderTheMinimumWillAlwaysBe() {
    list(Map.of());
    PublicItem item = decide(bid("ann", "12"), NOW);
    assertThat(refusal(item, bid("bob", "12.49"))).contains(Reason.BELOW_MINIMUM);
    assertThat(refusal(item, bid("bob", "12.50"))).isEmpty();
    assertThat(refusal(item, bid("ann", "11"))).as("the leader").isEmpty();
    assertThat(refusal(item, bid("sue", "11"))).as("the seller").isEmpty();
  }

  @Test
  void inAReverseAuctionWhatIsOverTheMaximumWillAlwaysBe() {
    list(Map.of(Term.FORMAT, "REVERSE", Term.START_PRICE, "100"));
    PublicItem item = decide(bid("ann", "90"), NOW);
    assertThat(refusal(item, bid("bob", "89.50"))).contains(Reason.BELOW_MINIMUM);
    assertThat(refusal(item, bid("bob", "80"))).isEmpty();
  }

  @Test
  void whereThePriceCanMoveBackOrIsNotShownTheLogDecides() {
    list(Map.of(Term.RETRACTABLE, "true"));
    assertThat(refusal(decide(bid("ann", "12"), NOW), bid("bob", "11"))).isEmpty();
    state = ItemState.Unknown.INSTANCE;
    list(Map.of(Term.FORMAT, "SEALED_FIRST_PRICE"));
    assertThat(refusal(decide(bid("ann", "12"), NOW), bid("bob", "1"))).isEmpty();
    state = ItemState.Unknown.INSTANCE;
    PublicItem dutch =
        list(Map.of(Term.FORMAT, "DUTCH", Term.DUTCH_STEP, "1", Term.DUTCH_INTERVAL, "PT1M"));
    assertThat(refusal(dutch, bid("bob", "1"))).isEmpty();
  }

  @Test
  void whatComesBeforeTheMinimumIsForTheLog() {
    PublicItem item = list(Map.of());
    assertThat(BoardRefusal.of(item, bid("bob", "1"), OPENS - 1)).as("not open").isEmpty();
    assertThat(BoardRefusal.of(item, bid("bob", "1"), CLOSES)).as("past its end").isEmpty();
    PublicItem paused = decide(new LogRecord.AuctionPaused("item", "p", "house", ""), NOW);
    assertThat(refusal(paused, bid("bob", "1"))).as("paused").isEmpty();
  }

  @Test
  void anItemThatHasEndedStaysEnded() {
    list(Map.of());
    decide(bid("ann", "12"), NOW);
    PublicItem sold = decide(new CloseDue("item"), CLOSES);
    assertThat(refusal(sold, bid("bob", "50"))).contains(Reason.AUCTION_CLOSED);
    state = ItemState.Unknown.INSTANCE;
    list(Map.of(Term.BUY_NOW_PRICE, "50"));
    PublicItem bought = decide(bid("ann", "50"), NOW);
    assertThat(refusal(bought, bid("bob", "60"))).contains(Reason.ITEM_SOLD);
    state = ItemState.Unknown.INSTANCE;
    list(Map.of());
    PublicItem withdrawn = decide(new LogRecord.ItemWithdrawn("item", "w", "house", ""), NOW);
    assertThat(refusal(withdrawn, bid("bob", "60"))).contains(Reason.ITEM_WITHDRAWN);
    // As the arbiter says it.
    assertThat(decide(bid("bob", "60"), NOW).outcome()).isPresent();
  }

  @Test
  void theBoardNeverGoesBack() throws InterruptedException {
    PriceBoard board = new PriceBoard(item -> {});
    PublicItem listed = list(Map.of());
    PublicItem bid = decide(bid("ann", "12"), NOW);
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
