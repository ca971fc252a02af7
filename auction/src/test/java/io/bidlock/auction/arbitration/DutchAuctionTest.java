package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** From 100 down by 10 a minute to 25. */
final class DutchAuctionTest {
  private static AuctionEvening dutch(String... more) {
    String[] terms = new String[more.length + 5];
    System.arraycopy(more, 0, terms, 5, more.length);
    terms[0] = "format=DUTCH";
    terms[1] = "start_price=100";
    terms[2] = "dutch_step=10";
    terms[3] = "dutch_interval=PT1M";
    terms[4] = "dutch_floor=25";
    return AuctionEvening.of(terms);
  }

  @Test
  void theFirstBidAtThePriceOfItsTimeWinsAndPaysIt() {
    AuctionEvening evening = dutch();
    Decision early = evening.at("18:00:59.999").bid("ann", "99.99");
    assertThat(early.reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(early.minimumNextBid()).hasValue(10_000);
    Decision taken = evening.at("18:01:00").bid("bob", "95");
    assertThat(taken.accepted()).isTrue();
    assertThat(taken.priceAfter()).hasValue(9_000);
    assertThat(taken.leader()).hasValue("bob");
    assertThat(taken.details().bought()).isTrue();
    assertThat(early.details().bought()).isFalse();
    ItemClosed closed = evening.closed().orElseThrow();
    assertThat(closed.winner()).hasValue("bob");
    assertThat(closed.priceMinor()).hasValue(9_000);
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("18:01:00"));
    assertThat(evening.bid("cid", "100").reason()).hasValue(Reason.ITEM_SOLD);
  }

  @Test
  void thePriceStopsAtItsFloor() {
    AuctionEvening evening = dutch();
    assertThat(evening.at("18:07:00").bid("ann", "1").minimumNextBid()).hasValue(3_000);
    assertThat(evening.at("18:08:00").bid("ann", "1").minimumNextBid()).hasValue(2_500);
    assertThat(evening.at("18:59:00").bid("ann", "25").priceAfter()).hasValue(2_500);
  }

  @Test
  void withoutATakerThereIsNoSale() {
    AuctionEvening evening = dutch();
    evening.at("18:59:59").bid("ann", "24.99");
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.NO_BIDS);
    assertThat(closed.bids()).isEqualTo(1);
    assertThat(closed.acceptedBids()).isZero();
  }

  @Test
  void theClockStandsStillWhilePaused() {
    AuctionEvening evening = dutch();
    evening.at("18:01:30").pause();
    assertThat(evening.at("18:05:00").bid("ann", "90").minimumNextBid()).hasValue(9_000);
    evening.at("18:11:30").resume();
    assertThat(evening.at("18:11:59.999").bid("ann", "1").minimumNextBid()).hasValue(9_000);
    assertThat(evening.at("18:12:00").bid("ann", "1").minimumNextBid()).hasValue(8_000);
    assertThat(evening.view().minimumNextBidMinor(AuctionEvening.millis("18:13:00")))
        .hasValue(7_000);
  }

  @Test
  void aPauseBeforeTheOpeningCostsNothingOfTheFall() {
    AuctionEvening evening = dutch("opens_at=2026-11-21T18:10:00Z");
    evening.at("18:05:00").pause();
    evening.at("18:12:00").resume();
    assertThat(evening.at("18:13:00").bid("ann", "1").minimumNextBid()).hasValue(9_000);
  }

  @Test
  void theOpeningMayMoveUntilTheClockRuns() {
    AuctionEvening evening = dutch("opens_at=2026-11-21T18:10:00Z");
    assertThat(evening.at("18:09:59.999").amend("opens_at=2026-11-21T18:11:00Z").accepted())
        .isTrue();
    assertThat(evening.at("18:11:00").amend("opens_at=2026-11-21T18:12:00Z").reason())
        .hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(evening.amend("title=A green lamp").accepted()).isTrue();
    assertThat(evening.amend("closes_at=2026-11-21T19:30:00Z").endMillis())
        .isEqualTo(AuctionEvening.millis("19:30:00"));
  }

  @Test
  void aPauseBeforeANewOpeningCostsNothingOfTheFall() {
    AuctionEvening evening = AuctionEvening.of();
    evening.at("18:10:00").pause();
    evening.at("18:20:00").resume();
    evening.amend(
        "format=DUTCH",
        "start_price=100",
        "dutch_step=10",
        "dutch_interval=PT1M",
        "opens_at=2026-11-21T18:30:00Z");
    assertThat(evening.at("18:32:00").bid("ann", "79").reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(evening.bid("ann", "80").priceAfter()).hasValue(8_000);
  }

  @Test
  void nothingIsThereToTakeBack() {
    AuctionEvening evening = dutch("retractable=true");
    Decision low = evening.bid("ann", "1");
    assertThat(evening.retract(low).reason()).hasValue(Reason.BID_NOT_STANDING);
  }
}
