package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SealedAuctionTest {
  private static AuctionEvening sealed(String format, String... more) {
    String[] terms = new String[more.length + 2];
    System.arraycopy(more, 0, terms, 2, more.length);
    terms[0] = "format=" + format;
    terms[1] = "start_price=10";
    return AuctionEvening.of(terms);
  }

  @Test
  void nothingButTheNumberOfBidsShowsUntilTheClose() {
    AuctionEvening evening = sealed("SEALED_FIRST_PRICE", "reserve_price=15");
    Decision bid = evening.bid("ann", "20");
    assertThat(bid.accepted()).isTrue();
    assertThat(bid.amountSecret()).isTrue();
    assertThat(bid.leader()).isEmpty();
    assertThat(bid.priceAfter()).isEmpty();
    assertThat(bid.minimumNextBid()).hasValue(1_000);
    assertThat(evening.view().currentBidMinor()).isEmpty();
    assertThat(evening.view().highestBidderId()).isEmpty();
    assertThat(evening.view().reserveMet()).isEmpty();
    assertThat(evening.view().bidCount()).isEqualTo(1);
    evening.at("19:00:00").closeDue();
    assertThat(evening.view().highestBidderId()).hasValue("ann");
    assertThat(evening.view().currentBidMinor()).hasValue(2_000);
    assertThat(evening.view().reserveMet()).hasValue(true);
  }

  @Test
  void theStartPriceItselfIsEnough() {
    AuctionEvening evening = sealed("SEALED_FIRST_PRICE");
    assertThat(evening.bid("ann", "10").accepted()).isTrue();
  }

  @Test
  void theHighestPaysItsBid() {
    AuctionEvening evening = sealed("SEALED_FIRST_PRICE");
    evening.bid("ann", "20");
    evening.bid("bob", "30");
    evening.bid("cid", "25");
    assertThat(evening.bid("dee", "9.99").reason()).hasValue(Reason.BELOW_MINIMUM);
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.winner()).hasValue("bob");
    assertThat(closed.priceMinor()).hasValue(3_000);
  }

  @Test
  void theHighestPaysTheSecondPrice() {
    AuctionEvening evening = sealed("SEALED_SECOND_PRICE", "reserve_price=15");
    evening.bid("ann", "20");
    evening.bid("bob", "30");
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.winner()).hasValue("bob");
    assertThat(closed.priceMinor()).hasValue(2_000);
  }

  @Test
  void alonePaysTheReserveOrTheStartPrice() {
    AuctionEvening reserved = sealed("SEALED_SECOND_PRICE", "reserve_price=15");
    reserved.bid("ann", "20");
    assertThat(reserved.at("19:00:00").closeDue().orElseThrow().priceMinor()).hasValue(1_500);
    AuctionEvening free = sealed("SEALED_SECOND_PRICE");
    free.bid("ann", "20");
    assertThat(free.at("19:00:00").closeDue().orElseThrow().priceMinor()).hasValue(1_000);
  }

  @Test
  void theReserveIsMeasuredByTheBidNotByThePrice() {
    AuctionEvening evening = sealed("SEALED_SECOND_PRICE", "reserve_price=30");
    evening.bid("ann", "30");
    evening.bid("bob", "20");
    assertThat(evening.at("19:00:00").closeDue().orElseThrow().priceMinor()).hasValue(3_000);
    AuctionEvening unmet = sealed("SEALED_SECOND_PRICE", "reserve_price=30");
    unmet.bid("ann", "29.99");
    assertThat(unmet.at("19:00:00").closeDue().orElseThrow().outcome())
        .isEqualTo(Outcome.RESERVE_NOT_MET);
    assertThat(unmet.view().highestBidderId()).isEmpty();
    assertThat(unmet.view().reserveMet()).hasValue(false);
  }

  @Test
  void theLastBidOfABidderCountsEvenALowerOne() {
    AuctionEvening evening = sealed("SEALED_FIRST_PRICE");
    evening.bid("ann", "40");
    evening.bid("bob", "30");
    evening.bid("ann", "20");
    ItemClosed closed = evening.at("19:00:00").closeDue().orElseThrow();
    assertThat(closed.winner()).hasValue("bob");
    assertThat(closed.acceptedBids()).isEqualTo(3);
  }

  @Test
  void theSameAmountAgainKeepsItsPlaceAndADifferentOneLosesIt() {
    AuctionEvening kept = sealed("SEALED_FIRST_PRICE");
    kept.bid("ann", "30");
    kept.bid("bob", "30");
    kept.bid("ann", "30");
    assertThat(kept.at("19:00:00").closeDue().orElseThrow().winner()).hasValue("ann");
    AuctionEvening lost = sealed("SEALED_FIRST_PRICE");
    lost.bid("ann", "30");
    lost.bid("bob", "30");
    lost.bid("ann", "29");
    lost.bid("ann", "30");
    assertThat(lost.at("19:00:00").closeDue().orElseThrow().winner()).hasValue("bob");
  }

  @Test
  void aSealedBidMayBeTakenBackWhereTheListingSaysSo() {
    AuctionEvening evening = sealed("SEALED_FIRST_PRICE", "retractable=true");
    Decision mine = evening.bid("ann", "30");
    evening.bid("bob", "20");
    assertThat(evening.retract(mine).accepted()).isTrue();
    assertThat(evening.at("19:00:00").closeDue().orElseThrow().winner()).hasValue("bob");
    AuctionEvening strict = sealed("SEALED_FIRST_PRICE");
    Decision standing = strict.bid("ann", "30");
    assertThat(strict.retract(standing).reason()).hasValue(Reason.NOT_RETRACTABLE);
  }
}
