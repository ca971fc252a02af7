package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** eBay's rules: an amount is a secret maximum. */
final class ProxyAuctionTest {
  private static AuctionEvening proxy(String... more) {
    String[] terms = new String[more.length + 1];
    System.arraycopy(more, 0, terms, 1, more.length);
    terms[0] = "proxy=true";
    return AuctionEvening.of(terms);
  }

  @Test
  void aLonelyMaximumStaysAtTheStartPrice() {
    Decision decision = proxy().bid("ann", "100");
    assertThat(decision.priceAfter()).hasValue(100);
    assertThat(decision.minimumNextBid()).hasValue(125);
    assertThat(decision.amountSecret()).isTrue();
  }

  @Test
  void theSecondMaximumAndAStepMakeThePrice() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "100");
    Decision outbid = evening.bid("bob", "50");
    assertThat(outbid.accepted()).isTrue();
    assertThat(outbid.reason()).hasValue(Reason.OUTBID_BY_PROXY);
    assertThat(outbid.leader()).hasValue("ann");
    assertThat(outbid.priceAfter()).hasValue(5_100);
  }

  @Test
  void theLeadersMaximumCapsThePrice() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "50.40");
    assertThat(evening.bid("bob", "50").priceAfter()).hasValue(5_040);
    Decision raised = evening.bid("ann", "80");
    assertThat(raised.reason()).isEmpty();
    assertThat(raised.priceAfter()).as("it was capped").hasValue(5_100);
    assertThat(evening.bid("ann", "90").priceAfter()).as("no more").hasValue(5_100);
  }

  @Test
  void theEarlierOfTwoEqualMaximaLeads() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "50");
    Decision equal = evening.bid("bob", "50");
    assertThat(equal.reason()).hasValue(Reason.OUTBID_BY_PROXY);
    assertThat(equal.leader()).hasValue("ann");
    assertThat(equal.priceAfter()).hasValue(5_000);
  }

  @Test
  void aHigherMaximumTakesTheLead() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "50");
    Decision higher = evening.bid("bob", "50.01");
    assertThat(higher.reason()).isEmpty();
    assertThat(higher.leader()).hasValue("bob");
    assertThat(higher.priceAfter()).hasValue(5_001);
    assertThat(evening.bid("cid", "50.50").reason()).hasValue(Reason.BELOW_MINIMUM);
  }

  @Test
  void aRunnerUpIsNotForgotten() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "100");
    evening.bid("bob", "60");
    assertThat(evening.bid("cid", "62").priceAfter()).hasValue(6_300);
    evening.bid("dee", "70");
    assertThat(evening.bid("ann", "120").priceAfter()).hasValue(7_100);
  }

  @Test
  void aLeaderRaisesByAnyCentButNeverLowers() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "50");
    assertThat(evening.bid("ann", "50").reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(evening.bid("ann", "49").reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(evening.bid("ann", "50.01").accepted()).isTrue();
    assertThat(evening.bid("bob", "51").leader()).hasValue("bob");
  }

  @Test
  void aMaximumAtTheReserveLiftsThePriceToIt() {
    AuctionEvening evening = proxy("reserve_price=40");
    assertThat(evening.bid("ann", "39.99").priceAfter()).hasValue(100);
    assertThat(evening.view().reserveMet()).hasValue(false);
    assertThat(evening.bid("ann", "40").priceAfter()).hasValue(4_000);
    assertThat(evening.view().reserveMet()).hasValue(true);
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.SOLD);
    assertThat(closed.priceMinor()).hasValue(4_000);
  }

  @Test
  void aLoweredReserveLiftsThePriceAndALowerOneLeavesIt() {
    AuctionEvening evening = proxy("reserve_price=40");
    evening.bid("ann", "30");
    Decision lowered = evening.amend("reserve_price=25");
    assertThat(lowered.priceBefore()).hasValue(100);
    assertThat(lowered.priceAfter()).hasValue(2_500);
    assertThat(evening.amend("reserve_price=").priceAfter()).hasValue(2_500);
  }

  @Test
  void aReserveOutOfReachDoesNotSell() {
    AuctionEvening evening = proxy("reserve_price=40");
    evening.bid("ann", "30");
    evening.bid("bob", "39");
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.RESERVE_NOT_MET);
  }

  @Test
  void theMinimumItselfIsEnough() {
    AuctionEvening evening = proxy();
    evening.bid("ann", "50");
    assertThat(evening.bid("bob", "1.24").reason()).hasValue(Reason.BELOW_MINIMUM);
    assertThat(evening.bid("bob", "1.25").reason()).hasValue(Reason.OUTBID_BY_PROXY);
  }

  @Test
  void whenAllMaximaAreTakenBackItBeginsAnew() {
    AuctionEvening evening = proxy("retractable=true");
    Decision ann = evening.bid("ann", "50");
    Decision bob = evening.bid("bob", "20");
    assertThat(evening.retract(bob).priceAfter()).as("ann is alone").hasValue(100);
    assertThat(evening.retract(ann).priceAfter()).isEmpty();
    assertThat(evening.at("19:00:00").closeDue().orElseThrow().outcome())
        .isEqualTo(Outcome.NO_BIDS);
  }

  @Test
  void theMinimumHasAnUpperBound() {
    AuctionEvening evening = proxy("increment=0.01");
    evening.bid("ann", "10000000000000");
    Decision equal = evening.bid("bob", "9999999999999.98");
    assertThat(equal.minimumNextBid()).hasValue(1_000_000_000_000_000L);
    assertThat(evening.bid("bob", "10000000000000").minimumNextBid()).isEmpty();
  }
}
