package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.money.DecimalAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class EnglishAuctionTest {
  private static final BidderStanding UP_TO_20 =
      new BidderStanding(true, Optional.of(DecimalAmount.parse("20")), Optional.empty());

  @Test
  void theFirstBidReachesTheStartPriceAndTheNextOneAStepMore() {
    AuctionEvening evening = AuctionEvening.of("start_price=4.90");

    assertRefused(evening.bid("ann", "4.89"), Reason.BELOW_MINIMUM);
    Decision first = evening.bid("ann", "4.90");
    assertThat(first.accepted()).isTrue();
    assertThat(first.reason()).isEmpty();
    assertThat(first.priceBefore()).isEmpty();
    assertThat(first.priceAfter()).hasValue(490);
    assertThat(first.leader()).hasValue("ann");
    assertThat(first.minimumNextBid()).hasValue(515);
    assertThat(first.amountSecret()).isFalse();

    Decision tooLittle = evening.bid("bob", "5.14");
    assertRefused(tooLittle, Reason.BELOW_MINIMUM);
    assertThat(tooLittle.priceAfter()).hasValue(490);
    Decision second = evening.bid("bob", "5.15");
    assertThat(second.leader()).hasValue("bob");
    assertThat(second.priceBefore()).hasValue(490);
    assertThat(second.minimumNextBid()).as("a step of 0.50 from 5.00 on").hasValue(565);
  }

  @Test
  void theLastBidBeforeTheEndWinsAndTheFirstAtTheEndIsLate() {
    AuctionEvening evening = AuctionEvening.of();
    evening.at("18:30:00").bid("ann", "2");
    evening.at("18:59:59.999").bid("bob", "3");
    assertRefused(evening.at("19:00:00").bid("cid", "4"), Reason.AUCTION_CLOSED);

    ItemClosed closed = evening.closed().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.SOLD);
    assertThat(closed.winner()).hasValue("bob");
    assertThat(closed.priceMinor()).hasValue(300);
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("19:00:00"));
    assertThat(closed.bids()).as("the late bid came after the close").isEqualTo(2);
    assertThat(closed.acceptedBids()).isEqualTo(2);
  }

  @Test
  void withoutBidsNothingIsSold() {
    AuctionEvening evening = AuctionEvening.of();
    assertThat(evening.at("18:59:59.999").closeDue()).isEmpty();
    ItemClosed closed = evening.at("19:10:00").closeDue().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.NO_BIDS);
    assertThat(closed.winner()).isEmpty();
    assertThat(closed.priceMinor()).isEmpty();
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("19:00:00"));
  }

  @Test
  void aReserveThatIsNotMetDoesNotSell() {
    AuctionEvening evening = AuctionEvening.of("reserve_price=10");
    evening.bid("ann", "9.99");
    assertThat(evening.view().reserveMet()).hasValue(false);
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.RESERVE_NOT_MET);
    assertThat(closed.winner()).isEmpty();
    assertThat(closed.priceMinor()).isEmpty();
  }

  @Test
  void aReserveThatIsJustMetSells() {
    AuctionEvening evening = AuctionEvening.of("reserve_price=10");
    evening.bid("ann", "10");
    assertThat(evening.view().reserveMet()).hasValue(true);
    assertThat(evening.at("19:00:00").closeDue().orElseThrow().outcome()).isEqualTo(Outcome.SOLD);
  }

  @Test
  void buyNowEndsTheAuctionAtItsPrice() {
    AuctionEvening evening = AuctionEvening.of("buy_now_price=50");
    assertThat(evening.view().buyNowMinor()).hasValue(5_000);
    Decision bought = evening.at("18:10:00").bid("ann", "60");
    assertThat(bought.accepted()).isTrue();
    assertThat(bought.priceAfter()).hasValue(5_000);
    assertThat(bought.minimumNextBid()).isEmpty();
    ItemClosed closed = evening.closed().orElseThrow();
    assertThat(closed.itemSeq()).isEqualTo(bought.itemSeq() + 1);
    assertThat(closed.winner()).hasValue("ann");
    assertThat(closed.priceMinor()).hasValue(5_000);
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("18:10:00"));
    assertRefused(evening.bid("bob", "70"), Reason.ITEM_SOLD);
    assertThat(evening.view().buyNowMinor()).isEmpty();
  }

  @Test
  void buyNowIsGoneAfterTheFirstAcceptedBid() {
    AuctionEvening evening = AuctionEvening.of("buy_now_price=50");
    assertRefused(evening.bid("ann", "0.50"), Reason.BELOW_MINIMUM);
    assertThat(evening.view().buyNowMinor()).as("a refused bid leaves it").hasValue(5_000);
    evening.bid("ann", "1");
    assertThat(evening.view().buyNowMinor()).isEmpty();
    assertThat(evening.bid("bob", "60").priceAfter()).hasValue(6_000);
    assertThat(evening.closed()).isEmpty();
  }

  @Test
  void buyNowStaysWhileTheReserveIsUnmet() {
    AuctionEvening evening = AuctionEvening.of("reserve_price=40", "buy_now_price=40.50");
    Decision close = evening.bid("ann", "39.99");
    assertThat(close.minimumNextBid()).as("buying takes less than bidding").hasValue(4_050);
    assertThat(evening.view().minimumNextBidMinor()).hasValue(4_050);
    assertThat(evening.bid("bob", "40.50").accepted()).isTrue();
    assertThat(evening.closed().orElseThrow().winner()).hasValue("bob");
  }

  @Test
  void buyNowIsGoneOnceTheReserveIsMet() {
    AuctionEvening evening = AuctionEvening.of("reserve_price=40", "buy_now_price=50");
    evening.bid("ann", "40");
    evening.bid("bob", "50");
    assertThat(evening.closed()).isEmpty();
    assertThat(evening.view().buyNowMinor()).isEmpty();
  }

  @Test
  void whoMayNotBidIsToldTheFirstReasonThatApplies() {
    AuctionEvening evening = AuctionEvening.of("opens_at=2026-11-21T18:05:00Z");
    assertRefused(evening.bid("ann", "0"), Reason.AUCTION_NOT_OPEN);
    evening.pause();
    assertRefused(evening.bid("ann", "0"), Reason.AUCTION_PAUSED);
    evening.resume();
    evening.at("18:05:00");
    Decision hold = evening.lock("till", 1_000);
    assertRefused(evening.bid("ann", "0"), Reason.ITEM_LOCKED);
    evening.release(hold.lockToken().orElseThrow());
    assertRefused(bid(evening, "sue", "0", "EUR", UP_TO_20), Reason.INVALID_BID);
    assertRefused(bid(evening, "sue", "21.001", "EUR", UP_TO_20), Reason.INVALID_BID);
    assertRefused(bid(evening, "sue", "21", "EUR", UP_TO_20), Reason.CURRENCY_MISMATCH);
    assertRefused(bid(evening, "sue", "21", "USD", UP_TO_20), Reason.BIDDER_NOT_ELIGIBLE);
    assertRefused(bid(evening, "sue", "0.01", "USD", UP_TO_20), Reason.SELLER_BID);
    assertRefused(bid(evening, "ann", "0.01", "USD", UP_TO_20), Reason.BELOW_MINIMUM);
    assertThat(bid(evening, "ann", "20", "USD", UP_TO_20).accepted()).isTrue();
    BidderStanding refused = new BidderStanding(false, Optional.empty(), Optional.empty());
    assertRefused(bid(evening, "bob", "30", "USD", refused), Reason.BIDDER_NOT_ELIGIBLE);
  }

  @Test
  void amountsHaveAnUpperBoundAndSoHasTheMinimum() {
    AuctionEvening evening = AuctionEvening.of("increment=0.01");
    assertRefused(evening.bid("ann", "10000000000000.01"), Reason.INVALID_BID);
    assertThat(evening.bid("ann", "9999999999999.99").minimumNextBid())
        .hasValue(1_000_000_000_000_000L);
    Decision most = evening.bid("bob", "10000000000000");
    assertThat(most.accepted()).isTrue();
    assertThat(most.minimumNextBid()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void anUnknownItemTakesNothingAndLeavesNothing() {
    AuctionEvening evening = AuctionEvening.empty();
    Decision decision = evening.bid("ann", "5");
    assertRefused(decision, Reason.UNKNOWN_ITEM);
    assertThat(decision.itemSeq()).isZero();
    assertThat(decision.currency()).isEmpty();
    assertThat(evening.closeDue()).isEmpty();
    Decision invalid = evening.list("listing", "start_price=-1");
    assertRefused(invalid, Reason.INVALID_LISTING);
    assertThat(invalid.detail().orElseThrow()).contains("start_price");
    assertThat(evening.state()).isEqualTo(ItemState.Unknown.INSTANCE);
    assertThat(evening.rememberedIds()).isZero();
  }

  @Test
  void everyReasonIsASentenceAndEveryVersionIsKnownOrNot() {
    for (Reason reason : Reason.values()) {
      assertThat(reason.sentence()).as("%s", reason).endsWith(".");
    }
    assertThat(Rules.CURRENT_VERSION).isEqualTo(2);
    assertThat(List.of(0, 1, 2, 3)).map(Rules::readable).containsExactly(false, true, true, false);
  }

  private static Decision bid(
      AuctionEvening evening,
      String bidder,
      String amount,
      String currency,
      BidderStanding standing) {
    String bidId = bidder + amount + currency + standing.approved();
    return evening.bid(bidId, bidder, amount, Optional.of(currency), standing);
  }

  private static void assertRefused(Decision decision, Reason reason) {
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reason()).hasValue(reason);
  }
}
