package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.LogRecord.BidRetracted;
import org.junit.jupiter.api.Test;

/** What a seller may change, and what a bidder may take back. */
final class ChangeOfMindTest {
  @Test
  void anyTermMayChangeBeforeTheFirstBid() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "0.50");
    assertThat(evening.amend("start_price=5", "format=REVERSE", "currency=EUR").accepted())
        .isTrue();
    assertThat(evening.bid("ann", "5").currency()).isEqualTo("EUR");
    assertThat(evening.view().minimumNextBidMinor()).hasValue(450);
  }

  @Test
  void afterTheFirstBidOnlyWhatTakesNothingFromTheBidders() {
    AuctionEvening evening = AuctionEvening.of("reserve_price=50", "category=lamps");
    evening.bid("ann", "1");
    assertThat(evening.amend("start_price=2").reason()).hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(evening.amend("title=A green lamp", "category=lights").accepted()).isTrue();
    assertThat(evening.view().name()).isEqualTo("A green lamp");
    assertThat(evening.amend("reserve_price=51").reason()).hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(evening.amend("reserve_price=50").accepted()).as("no change").isTrue();
    assertThat(evening.amend("reserve_price=49").accepted()).isTrue();
    assertThat(evening.amend("reserve_price=").accepted()).isTrue();
    assertThat(evening.amend("reserve_price=49").reason()).hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(evening.amend("start_price=1").accepted()).as("no change").isTrue();
  }

  @Test
  void theEndMayOnlyMoveOnAfterTheFirstBid() {
    AuctionEvening evening =
        AuctionEvening.of("soft_close_window=PT2M", "soft_close_extension=PT5M");
    evening.at("18:59:00").bid("ann", "1");
    assertThat(evening.amend("closes_at=2026-11-21T19:03:59.999Z").reason())
        .as("the end as it stands, not as listed")
        .hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(evening.amend("closes_at=2026-11-21T19:04:00Z").accepted()).as("no change").isTrue();
    Decision later = evening.amend("closes_at=2026-11-21T19:04:00.001Z");
    assertThat(later.endMillis()).isEqualTo(AuctionEvening.millis("19:04:00.001"));
    assertThat(evening.at("19:04:00").bid("bob", "5").endMillis())
        .isEqualTo(AuctionEvening.millis("19:09:00"));
  }

  @Test
  void anEndInThePastIsNone() {
    AuctionEvening evening = AuctionEvening.of().at("18:30:00");
    Decision past = evening.amend("closes_at=2026-11-21T18:30:00Z");
    assertThat(past.reason()).hasValue(Reason.INVALID_LISTING);
    assertThat(past.detail().orElseThrow()).contains("closes_at");
    assertThat(evening.amend("closes_at=2026-11-21T18:30:00.001Z").accepted()).isTrue();
    assertThat(evening.at("18:30:00.001").closeDue()).isPresent();
  }

  @Test
  void anOpeningInThePastIsNone() {
    AuctionEvening evening = AuctionEvening.empty().at("17:00:00");
    evening.list("listing");
    Decision past = evening.amend("opens_at=2026-11-21T16:59:59.999Z");
    assertThat(past.reason()).hasValue(Reason.INVALID_LISTING);
    assertThat(past.detail().orElseThrow()).contains("opens_at");
    assertThat(evening.amend("opens_at=2026-11-21T17:00:00Z").accepted()).isTrue();
    assertThat(evening.bid("ann", "1").accepted()).isTrue();
  }

  @Test
  void whatHasEndedCannotBeListed() {
    AuctionEvening evening = AuctionEvening.empty().at("19:00:00");
    Decision late = evening.list("listing");
    assertThat(late.reason()).hasValue(Reason.INVALID_LISTING);
    assertThat(late.detail().orElseThrow()).contains("closes_at");
    assertThat(late.itemSeq()).isZero();
  }

  @Test
  void aNewEndIsMovedByThePauseThatFollowsItAndNotByTheOneBefore() {
    AuctionEvening evening = AuctionEvening.of();
    evening.at("18:10:00").pause();
    evening.at("18:30:00").amend("closes_at=2026-11-21T20:00:00Z");
    assertThat(evening.at("18:40:00").resume().endMillis())
        .isEqualTo(AuctionEvening.millis("20:10:00"));
  }

  @Test
  void afterAPauseTheListedEndIsAnotherEnd() {
    AuctionEvening evening = AuctionEvening.of();
    evening.at("18:10:00").pause();
    assertThat(evening.at("18:40:00").resume().endMillis())
        .isEqualTo(AuctionEvening.millis("19:30:00"));
    assertThat(evening.amend("closes_at=2026-11-21T19:30:00Z").endMillis())
        .as("the end as it is")
        .isEqualTo(AuctionEvening.millis("19:30:00"));
    assertThat(evening.amend("closes_at=2026-11-21T19:00:00Z").endMillis())
        .isEqualTo(AuctionEvening.millis("19:00:00"));
  }

  @Test
  void aRefusedAmendmentDoesNotTellTheReserve() {
    AuctionEvening evening = AuctionEvening.of("reserve_price=1234.56");
    assertThat(evening.amend("currency=JPY", "increment=1").detail().orElseThrow())
        .doesNotContain("1234");
    evening.bid("ann", "1");
    Decision over = evening.amend("start_price=1300");
    Decision under = evening.amend("start_price=1200");
    assertThat(over.reason()).hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(over.reason()).isEqualTo(under.reason());
    assertThat(over.detail()).isEqualTo(under.detail()).isEmpty();
  }

  @Test
  void termsThatDoNotGoTogetherAreRefusedWithTheirFault() {
    AuctionEvening evening = AuctionEvening.of();
    Decision invalid = evening.amend("reserve_price=0.50");
    assertThat(invalid.reason()).hasValue(Reason.INVALID_LISTING);
    assertThat(invalid.detail().orElseThrow()).contains("reserve_price");
    assertThat(evening.view().minimumNextBidMinor()).hasValue(100);
  }

  @Test
  void aBidderTakesTheStandingBidBack() {
    AuctionEvening evening = AuctionEvening.of("retractable=true");
    Decision ann = evening.bid("ann", "5");
    Decision bob = evening.bid("bob", "10");
    Decision retraction = evening.retract(bob);
    assertThat(retraction.accepted()).isTrue();
    assertThat(retraction.priceBefore()).hasValue(1_000);
    assertThat(retraction.priceAfter()).hasValue(500);
    assertThat(retraction.leader()).hasValue("ann");
    assertThat(retraction.bidderId()).hasValue("bob");
    assertThat(evening.retract(bob).reason()).hasValue(Reason.BID_NOT_STANDING);
    assertThat(evening.bid("cid", "5.49").reason()).hasValue(Reason.BELOW_MINIMUM);
    Decision all = evening.retract(ann);
    assertThat(all.priceAfter()).isEmpty();
    assertThat(all.leader()).isEmpty();
    assertThat(all.minimumNextBid()).hasValue(100);
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.NO_BIDS);
    assertThat(closed.acceptedBids()).isEqualTo(2);
  }

  @Test
  void onlyTheLastBidOfABidderStandsAndOnlyForItsBidder() {
    AuctionEvening evening = AuctionEvening.of("retractable=true");
    Decision first = evening.bid("ann", "5");
    evening.bid("bob", "10");
    Decision second = evening.bid("ann", "15");
    assertThat(evening.retract(first).reason()).hasValue(Reason.BID_NOT_STANDING);
    Decision stranger =
        evening.decide(
            new BidRetracted(
                AuctionEvening.ITEM, "stranger", second.bidId().orElseThrow(), "bob", "spite"));
    assertThat(stranger.reason()).hasValue(Reason.BID_NOT_STANDING);
    Decision retraction = evening.retract(second);
    assertThat(retraction.leader()).as("ann's 5 does not come back").hasValue("bob");
    assertThat(retraction.priceAfter()).hasValue(1_000);
  }

  @Test
  void aMaximumTakenBackLetsThePriceFall() {
    AuctionEvening evening = AuctionEvening.of("retractable=true", "proxy=true");
    evening.bid("ann", "50");
    evening.bid("bob", "20");
    Decision cid = evening.bid("cid", "90");
    assertThat(cid.priceAfter()).hasValue(5_100);
    Decision retraction = evening.retract(cid);
    assertThat(retraction.leader()).hasValue("ann");
    assertThat(retraction.priceAfter()).hasValue(2_050);
    assertThat(evening.view().priceMovesOneWay()).isFalse();
  }

  @Test
  void retractionHasItsTime() {
    AuctionEvening evening = AuctionEvening.of("retractable=true");
    Decision bid = evening.bid("ann", "5");
    evening.pause();
    assertThat(evening.retract(bid).accepted()).as("in a pause").isTrue();
    evening.resume();
    Decision other = evening.bid("ann", "6");
    evening.lock("till", 7_200_000);
    assertThat(evening.at("19:00:00").retract(other).reason()).hasValue(Reason.AUCTION_CLOSED);
    AuctionEvening strict = AuctionEvening.of();
    assertThat(strict.retract(strict.bid("ann", "5")).reason()).hasValue(Reason.NOT_RETRACTABLE);
  }
}
