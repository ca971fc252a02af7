package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lowest bid wins. */
final class ReverseAuctionTest {
  private static AuctionEvening job(String... more) {
    String[] terms = new String[more.length + 2];
    System.arraycopy(more, 0, terms, 2, more.length);
    terms[0] = "format=REVERSE";
    terms[1] = "start_price=100";
    return AuctionEvening.of(terms);
  }

  @Test
  void bidsGoDownByAStep() {
    AuctionEvening evening = job();
    assertThat(evening.bid("ann", "100.01").reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(evening.bid("ann", "100").minimumNextBid()).hasValue(9_750);
    assertThat(evening.bid("bob", "97.51").reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(evening.bid("bob", "97.50").leader()).hasValue("bob");
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.winner()).hasValue("bob");
    assertThat(closed.priceMinor()).hasValue(9_750);
  }

  @Test
  void moreThanTheReserveDoesNotSell() {
    AuctionEvening evening = job("reserve_price=80");
    evening.bid("ann", "80.01");
    assertThat(evening.view().reserveMet()).hasValue(false);
    assertThat(evening.at("19:00:00").closeDue().orElseThrow().outcome())
        .isEqualTo(Outcome.RESERVE_NOT_MET);
  }

  @Test
  void theReserveItselfSells() {
    AuctionEvening evening = job("reserve_price=80");
    evening.bid("ann", "80");
    assertThat(evening.at("19:00:00").closeDue().orElseThrow().outcome()).isEqualTo(Outcome.SOLD);
  }

  @Test
  void aBidAtOrUnderBuyNowBuysAtItsPrice() {
    AuctionEvening evening = job("buy_now_price=50");
    evening.bid("ann", "40");
    assertThat(evening.closed().orElseThrow().priceMinor()).hasValue(5_000);
  }

  @Test
  void aBidOverBuyNowDoesNotBuy() {
    AuctionEvening evening = job("reserve_price=55", "buy_now_price=50");
    Decision bid = evening.bid("ann", "55.01");
    assertThat(evening.closed()).isEmpty();
    assertThat(bid.minimumNextBid()).hasValue(5_401);
    assertThat(evening.bid("bob", "50").priceAfter()).hasValue(5_000);
    assertThat(evening.closed()).isPresent();
  }

  @Test
  void buyingMayTakeMoreThanAStepDown() {
    AuctionEvening evening = job("reserve_price=99", "buy_now_price=99");
    assertThat(evening.bid("ann", "100").minimumNextBid()).hasValue(9_900);
    evening.bid("bob", "99");
    assertThat(evening.closed().orElseThrow().winner()).hasValue("bob");
  }

  @Test
  void aPriceCanComeSoLowThatNoBidIsLeft() {
    AuctionEvening evening = job("increment=1");
    assertThat(evening.bid("ann", "1.01").minimumNextBid()).hasValue(1);
    assertThat(evening.bid("bob", "0.01").minimumNextBid()).isEmpty();
    AuctionEvening other = job("increment=1");
    assertThat(other.bid("ann", "1").minimumNextBid()).isEmpty();
  }

  @Test
  void theReserveMayOnlyRise() {
    AuctionEvening evening = job("reserve_price=80");
    evening.bid("ann", "90");
    assertThat(evening.amend("reserve_price=79").reason()).hasValue(Reason.AMENDMENT_NOT_ALLOWED);
    assertThat(evening.amend("reserve_price=80").accepted()).isTrue();
    assertThat(evening.amend("reserve_price=81").accepted()).isTrue();
  }
}
