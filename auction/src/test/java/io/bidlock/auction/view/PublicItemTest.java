package io.bidlock.auction.view;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.listing.ExampleTerms.terms;
import static io.bidlock.auction.listing.ExampleTerms.tulips;
import static io.bidlock.auction.view.Saleroom.ITEM;
import static io.bidlock.auction.view.Saleroom.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may know of an item, and when. */
final class PublicItemTest {
  private static final AuctionPaused PAUSED = new AuctionPaused(ITEM, "pause-1", "operator-1", "");
  private static final AuctionResumed RESUMED = new AuctionResumed(ITEM, "resume-1", "operator-1");

  private static String statusAt(Saleroom saleroom, String time) {
    return saleroom.publicItem().status(millis(time));
  }

  @Test
  void anItemIsScheduledThenActiveUntilARecordClosesIt() {
    Saleroom saleroom = Saleroom.listing(teapot());

    assertThat(statusAt(saleroom, "17:00:00")).isEqualTo("scheduled");
    assertThat(statusAt(saleroom, "17:59:59.999")).isEqualTo("scheduled");
    assertThat(statusAt(saleroom, "18:00:00")).isEqualTo("active");
    assertThat(statusAt(saleroom, "23:00:00")).isEqualTo("active");

    saleroom.closeDue("19:00:00");
    assertThat(statusAt(saleroom, "17:00:00")).isEqualTo("no_bids");
  }

  @Test
  void anItemIsPausedUntilItResumes() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.at("18:10:00", PAUSED);

    assertThat(statusAt(saleroom, "17:00:00")).isEqualTo("paused");
    assertThat(statusAt(saleroom, "23:00:00")).isEqualTo("paused");
    assertThat(saleroom.publicItem().dueMillis()).isEmpty();

    saleroom.at("18:20:00", RESUMED);
    assertThat(statusAt(saleroom, "18:20:00")).isEqualTo("active");
    assertThat(saleroom.publicItem().endMillis()).isEqualTo(millis("19:10:00"));
    assertThat(saleroom.publicItem().dueMillis()).hasValue(millis("19:10:00"));
  }

  @Test
  void anItemIsLockedUntilTheHoldRunsOutOrIsReleased() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.at("18:10:00", new LockRequested(ITEM, "request-1", "pos-7", 60_000));

    PublicItem held = saleroom.publicItem();
    assertThat(held.status(millis("17:00:00"))).isEqualTo("locked");
    assertThat(held.status(millis("18:10:59.999"))).isEqualTo("locked");
    assertThat(held.status(millis("18:11:00"))).isEqualTo("active");
    assertThat(held.lockHolder()).hasValue("pos-7");
    assertThat(held.lockToken()).hasValue(2);
    assertThat(held.lockUntilMillis()).hasValue(millis("18:11:00"));

    saleroom.at("18:10:30", new LockReleased(ITEM, "release-1", 2));
    PublicItem released = saleroom.publicItem();
    assertThat(released.status(millis("18:10:30"))).isEqualTo("active");
    assertThat(released.lockHolder()).isEmpty();
    assertThat(released.lockToken()).isEmpty();
    assertThat(released.lockUntilMillis()).isEmpty();
  }

  @Test
  void aHoldOverTheEndPutsTheCloseOff() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.at("18:59:00", new LockRequested(ITEM, "request-1", "pos-7", 120_000));

    assertThat(saleroom.publicItem().dueMillis()).hasValue(millis("19:01:00"));
    assertThat(saleroom.publicItem().endMillis()).isEqualTo(millis("19:00:00"));
    assertThat(statusAt(saleroom, "19:00:30")).isEqualTo("locked");
  }

  @Test
  void aStatusSaysHowAnItemEnded() {
    Saleroom sold = Saleroom.listing(teapot());
    sold.bid("18:10:00", "ann", "12.50");
    sold.closeDue("19:00:00");
    Saleroom unmet = Saleroom.listing(teapot("reserve_price", "50"));
    unmet.bid("18:10:00", "ann", "12.50");
    unmet.closeDue("19:00:00");
    Saleroom withdrawn = Saleroom.listing(teapot());
    withdrawn.at("18:10:00", new ItemWithdrawn(ITEM, "withdraw-1", "operator-1", ""));
    Saleroom taken = Saleroom.listing(teapot());
    taken.at("18:10:00", new LockRequested(ITEM, "request-1", "pos-7", 60_000));
    taken.at("18:10:01", new LockCommitted(ITEM, "commit-1", 2));

    assertThat(statusAt(sold, "19:00:00")).isEqualTo("sold");
    assertThat(statusAt(unmet, "19:00:00")).isEqualTo("reserve_not_met");
    assertThat(statusAt(withdrawn, "18:10:00")).isEqualTo("withdrawn");
    assertThat(statusAt(taken, "18:10:01")).isEqualTo("taken");
  }

  @Test
  void aSaleTellsWinnerPriceAndHash() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.bid("18:10:00", "ann", "12.50");
    saleroom.closeDue("19:00:05");

    PublicItem item = saleroom.publicItem();
    assertThat(item.outcome()).hasValue(Outcome.SOLD);
    assertThat(item.winner()).hasValue("ann");
    assertThat(item.highestBidderId()).hasValue("ann");
    assertThat(item.hammerPriceMinor()).hasValue(1_250);
    assertThat(item.currentBidMinor()).hasValue(1_250);
    assertThat(item.minimumNextBidMinor()).isEmpty();
    assertThat(item.minimumNextBidMinor(millis("19:00:05"))).isEmpty();
    assertThat(item.closedAtMillis()).hasValue(millis("19:00:00"));
    assertThat(item.closeHash()).hasValue(saleroom.closed().hash().toString());
    assertThat(item.itemSeq()).isEqualTo(3);
    assertThat(item.tombstone()).isFalse();
    assertThat(item.decimal(1_250)).isEqualTo("12.50");
  }

  @Test
  void aDayAfterTheCloseTheLastViewIsToldAsATombstone() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.bid("18:10:00", "ann", "12.50");
    saleroom.closeDue("19:00:00");
    long dayLater = millis("19:00:00") + 86_400_000L;
    assertThat(saleroom.publicItem().dueMillis()).hasValue(dayLater);

    PublicItem last =
        PublicItems.of(ITEM, saleroom.at(dayLater, new LogRecord.CloseDue(ITEM))).orElseThrow();

    assertThat(last.tombstone()).isTrue();
    assertThat(last.dueMillis()).isEmpty();
    assertThat(last.winner()).hasValue("ann");
    assertThat(last.status(dayLater)).isEqualTo("sold");
    assertThat(PublicItems.of(ITEM, saleroom.at(dayLater + 1, new LogRecord.CloseDue(ITEM))))
        .isEmpty();
  }

  @Test
  void onlyWhatChangesThePublicViewIsPublished() {
    Saleroom saleroom = Saleroom.listing(teapot());

    Verdict early = saleroom.closeDue("18:00:00");
    Verdict refused = saleroom.at("18:00:01", RESUMED);
    Verdict accepted = saleroom.at("18:00:02", PAUSED);

    assertThat(PublicItems.of(ITEM, early)).isEmpty();
    assertThat(PublicItems.of(ITEM, refused)).isEmpty();
    assertThat(PublicItems.of(ITEM, accepted)).hasValue(saleroom.publicItem());
  }

  @ParameterizedTest
  @CsvSource({
    "17:00:00, 100.00",
    "18:00:00, 100.00",
    "18:00:59.999, 100.00",
    "18:01:00, 95.00",
    "18:10:00, 50.00",
    "23:59:59, 50.00"
  })
  void aDutchPriceFallsByTheClock(String time, String price) {
    PublicItem item = Saleroom.listing(tulips("dutch_floor", "50")).publicItem();

    assertThat(item.decimal(item.minimumNextBidMinor(millis(time)).orElseThrow())).isEqualTo(price);
    assertThat(item.minimumNextBidMinor()).hasValue(10_000);
    assertThat(item.currentBidMinor()).isEmpty();
    assertThat(item.priceMovesOneWay()).isFalse();
  }

  @Test
  void aDutchPriceStandsStillWhileItIsPaused() {
    Saleroom saleroom = Saleroom.listing(tulips());
    saleroom.at("18:02:30", PAUSED);

    assertThat(saleroom.publicItem().minimumNextBidMinor(millis("18:50:00"))).hasValue(9_000);

    saleroom.at("18:12:30", RESUMED);
    PublicItem resumed = saleroom.publicItem();
    assertThat(resumed.pausedOpenMillis()).isEqualTo(600_000);
    assertThat(resumed.minimumNextBidMinor(millis("18:12:59.999"))).hasValue(9_000);
    assertThat(resumed.minimumNextBidMinor(millis("18:13:00"))).hasValue(8_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"18:00:00", "18:00:59.999", "18:01:00", "18:07:31", "18:59:59.999"})
  void theDutchPriceThatIsShownIsTheOneThatBuys(String time) {
    Saleroom below = Saleroom.listing(tulips());
    Saleroom at = Saleroom.listing(tulips());
    long price = at.publicItem().minimumNextBidMinor(millis(time)).orElseThrow();

    assertThat(below.bid(time, "ann", below.publicItem().decimal(price - 1)).accepted()).isFalse();
    assertThat(at.bid(time, "ann", at.publicItem().decimal(price)).accepted()).isTrue();
    assertThat(at.publicItem().hammerPriceMinor()).hasValue(price);
    assertThat(at.publicItem().minimumNextBidMinor(millis(time))).isEmpty();
  }

  @Test
  void aMaximumBidByProxyIsNeverTold() {
    Terms secretive = teapot("proxy", "true", "reserve_price", "123.45");
    Saleroom saleroom = Saleroom.listing(secretive);
    saleroom.bid("18:10:00", "ann", "77.77");
    saleroom.bid("18:11:00", "bob", "66.66");

    PublicItem item = saleroom.publicItem();
    assertThat(item.currentBidMinor()).hasValue(6_766);
    assertThat(item.highestBidderId()).hasValue("ann");
    assertThat(item.reserveMet()).hasValue(false);
    assertThat(item.toString()).doesNotContain("7777", "12345");
  }

  @Test
  void twoHistoriesThatDifferOnlyInSecretsLookTheSame() {
    Terms proxy = teapot("proxy", "true", "reserve_price", "40");
    Terms sealed = teapot("format", "SEALED_FIRST_PRICE");

    assertThat(afterOneBid(proxy, "100")).isEqualTo(afterOneBid(proxy, "250.25"));
    assertThat(afterOneBid(proxy, "11")).isEqualTo(afterOneBid(proxy, "39.99"));
    assertThat(afterOneBid(sealed, "100")).isEqualTo(afterOneBid(sealed, "999"));
    assertThat(afterOneBid(teapot("proxy", "true", "reserve_price", "50"), "39.99"))
        .isEqualTo(afterOneBid(proxy, "39.99"));
    assertThat(afterOneBid(proxy, "100").currentBidMinor()).hasValue(4_000);
  }

  private static PublicItem afterOneBid(Terms terms, String amount) {
    Saleroom saleroom = Saleroom.listing(terms);
    saleroom.bid("18:10:00", "ann", amount);
    return saleroom.publicItem();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEALED_FIRST_PRICE", "SEALED_SECOND_PRICE"})
  void ofASealedAuctionOnlyTheNumberOfBidsIsToldBeforeTheClose(String format) {
    Saleroom saleroom = Saleroom.listing(teapot("format", format, "reserve_price", "40"));
    saleroom.bid("18:10:00", "ann", "50");
    saleroom.bid("18:20:00", "bob", "60");

    PublicItem open = saleroom.publicItem();
    assertThat(open.bidCount()).isEqualTo(2);
    assertThat(open.currentBidMinor()).isEmpty();
    assertThat(open.highestBidderId()).isEmpty();
    assertThat(open.reserveMet()).isEmpty();
    assertThat(open.minimumNextBidMinor()).hasValue(1_000);

    saleroom.closeDue("19:00:00");
    PublicItem closed = saleroom.publicItem();
    assertThat(closed.highestBidderId()).hasValue("bob");
    assertThat(closed.reserveMet()).hasValue(true);
    assertThat(closed.currentBidMinor())
        .hasValue(format.equals("SEALED_FIRST_PRICE") ? 6_000 : 5_000);
  }

  @Test
  void ofASealedAuctionThatDoesNotSellNoBidIsEverTold() {
    Saleroom unmet =
        Saleroom.listing(teapot("format", "SEALED_FIRST_PRICE", "reserve_price", "99.99"));
    unmet.bid("18:10:00", "ann", "55.55");
    unmet.closeDue("19:00:00");
    Saleroom withdrawn =
        Saleroom.listing(teapot("format", "SEALED_FIRST_PRICE", "reserve_price", "99.99"));
    withdrawn.bid("18:10:00", "ann", "155.55");
    withdrawn.at("18:20:00", new ItemWithdrawn(ITEM, "withdraw-1", "operator-1", ""));

    assertThat(unmet.publicItem().reserveMet()).hasValue(false);
    assertThat(unmet.publicItem().highestBidderId()).isEmpty();
    assertThat(unmet.publicItem().toString()).doesNotContain("5555", "9999");
    assertThat(withdrawn.publicItem().reserveMet()).isEmpty();
    assertThat(withdrawn.publicItem().toString()).doesNotContain("15555", "9999");
  }

  @Test
  void whetherTheReserveIsMetIsToldWhereThereIsOne() {
    Saleroom saleroom = Saleroom.listing(teapot("reserve_price", "40"));

    assertThat(Saleroom.listing(teapot()).publicItem().reserveMet()).isEmpty();
    assertThat(saleroom.publicItem().reserveMet()).hasValue(false);
    saleroom.bid("18:10:00", "ann", "39.50");
    assertThat(saleroom.publicItem().reserveMet()).hasValue(false);
    saleroom.bid("18:11:00", "bob", "40.50");
    assertThat(saleroom.publicItem().reserveMet()).hasValue(true);
    saleroom.at("18:12:00", new ItemWithdrawn(ITEM, "withdraw-1", "operator-1", ""));
    assertThat(saleroom.publicItem().reserveMet()).hasValue(true);
  }

  @Test
  void aBuyNowPriceIsToldWhileItCanBeUsed() {
    Saleroom saleroom = Saleroom.listing(teapot("buy_now_price", "100"));

    assertThat(saleroom.publicItem().buyNowMinor()).hasValue(10_000);
    saleroom.bid("18:10:00", "ann", "20");
    assertThat(saleroom.publicItem().buyNowMinor()).isEmpty();

    Saleroom bought = Saleroom.listing(teapot("buy_now_price", "100"));
    bought.bid("18:10:00", "ann", "100");
    assertThat(bought.publicItem().buyNowMinor()).isEmpty();
    assertThat(bought.publicItem().hammerPriceMinor()).hasValue(10_000);
  }

  @Test
  void wherePricesMayComeBackAnybodyMayKnow() {
    assertThat(Saleroom.listing(teapot()).publicItem().priceMovesOneWay()).isTrue();
    assertThat(Saleroom.listing(teapot("retractable", "true")).publicItem().priceMovesOneWay())
        .isFalse();
  }

  @Test
  void anAmendmentShowsInTheNextView() {
    Saleroom saleroom = Saleroom.listing(teapot());
    saleroom.at(
        "17:30:00",
        new LogRecord.ListingAmended(
            ITEM,
            "amend-1",
            "seller-1",
            terms("title", "Kettle", "closes_at", "2026-11-21T20:00:00Z"),
            ExampleRecords.NONCE));

    assertThat(saleroom.publicItem().name()).isEqualTo("Kettle");
    assertThat(saleroom.publicItem().endMillis()).isEqualTo(millis("20:00:00"));
  }
}
