package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When an item ends, and what moves that. */
final class EndTest {
  @Test
  void aBidInTheWindowMovesTheEnd() {
    AuctionEvening evening =
        AuctionEvening.of("soft_close_window=PT2M", "soft_close_extension=PT3M");
    Decision before = evening.at("18:58:00").bid("ann", "1");
    assertThat(before.endMillis()).isEqualTo(AuctionEvening.millis("19:00:00"));
    Decision within = evening.at("18:58:00.001").bid("bob", "2");
    assertThat(within.endMillis()).isEqualTo(AuctionEvening.millis("19:01:00.001"));
    assertThat(evening.at("19:00:00").closeDue()).isEmpty();
    evening.at("18:59:30").bid("ann", "0.50");
    assertThat(evening.view().endMillis())
        .as("a refused bid moves nothing")
        .isEqualTo(AuctionEvening.millis("19:01:00.001"));
    assertThat(evening.at("19:01:00.001").closeDue().orElseThrow().closedAtMillis())
        .isEqualTo(AuctionEvening.millis("19:01:00.001"));
  }

  @Test
  void theEndNeverComesEarlierAndStaysWithinItsLimit() {
    AuctionEvening shorter =
        AuctionEvening.of("soft_close_window=PT10M", "soft_close_extension=PT1M");
    assertThat(shorter.at("18:55:00").bid("ann", "1").endMillis())
        .isEqualTo(AuctionEvening.millis("19:00:00"));
    AuctionEvening limited = AuctionEvening.of("soft_close_window=PT10M", "soft_close_limit=PT5M");
    assertThat(limited.at("18:53:00").bid("ann", "1").endMillis())
        .isEqualTo(AuctionEvening.millis("19:03:00"));
    assertThat(limited.at("18:58:00").bid("bob", "5").endMillis())
        .isEqualTo(AuctionEvening.millis("19:05:00"));
    assertThat(limited.at("19:04:59").bid("ann", "10").endMillis())
        .isEqualTo(AuctionEvening.millis("19:05:00"));
  }

  @Test
  void aPauseMovesTheEndByItsLength() {
    AuctionEvening evening = AuctionEvening.of();
    assertThat(evening.resume().reason()).hasValue(Reason.NOT_PAUSED);
    assertThat(evening.at("18:50:00").pause().accepted()).isTrue();
    assertThat(evening.pause().reason()).hasValue(Reason.AUCTION_PAUSED);
    assertThat(evening.at("19:30:00").closeDue()).as("nothing closes meanwhile").isEmpty();
    assertThat(evening.bid("ann", "1").reason()).hasValue(Reason.AUCTION_PAUSED);
    assertThat(evening.view().dueMillis()).isEmpty();
    assertThat(evening.resume().endMillis()).isEqualTo(AuctionEvening.millis("19:40:00"));
    assertThat(evening.at("19:39:59.999").bid("ann", "1").accepted()).isTrue();
    assertThat(evening.at("19:40:00").closeDue()).isPresent();
  }

  @Test
  void thePausedLimitOfASoftCloseMovesToo() {
    AuctionEvening evening = AuctionEvening.of("soft_close_window=PT10M", "soft_close_limit=PT5M");
    evening.pause();
    evening.at("18:30:00").resume();
    assertThat(evening.at("19:29:00").bid("ann", "1").endMillis())
        .isEqualTo(AuctionEvening.millis("19:35:00"));
  }

  @Test
  void itemTimeNeverStepsBack() {
    AuctionEvening evening = AuctionEvening.of();
    evening.at("18:40:00").bid("ann", "1");
    Decision decision = evening.at("18:20:00").bid("bob", "5");
    assertThat(decision.timeMillis()).isEqualTo(AuctionEvening.millis("18:40:00"));
  }

  @Test
  void aWithdrawalEndsAtOnceEvenWithBidsAndInAPause() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "1");
    evening.pause();
    assertThat(evening.at("18:30:00").withdraw().accepted()).isTrue();
    ItemClosed closed = evening.closed().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.WITHDRAWN);
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("18:30:00"));
    assertThat(evening.bid("bob", "5").reason()).hasValue(Reason.ITEM_WITHDRAWN);
    assertThat(evening.resume().reason()).hasValue(Reason.ITEM_WITHDRAWN);
    assertThat(evening.list("another").reason()).hasValue(Reason.ITEM_EXISTS);
  }

  @Test
  void repeatedCloserCallsOnlyPublishAgain() {
    AuctionEvening evening = AuctionEvening.of();
    evening.closeDue();
    assertThat(evening.lastVerdict().publish()).as("not due yet").isEmpty();
    evening.at("19:00:00").closeDue();
    long itemSeq = evening.auction().progress().itemSeq();
    assertThat(evening.lastVerdict().publish()).isPresent();
    assertThat(evening.closeDue()).isEmpty();
    assertThat(evening.lastVerdict().publish()).isPresent();
    assertThat(evening.auction().progress().itemSeq()).isEqualTo(itemSeq);
  }

  @Test
  void aDayAfterTheCloseOnlyATombstoneIsLeft() {
    AuctionEvening evening = AuctionEvening.of();
    Decision bid = evening.bid("mine", "ann", "1");
    evening.at("19:00:00").closeDue();
    evening.nextDayAt("18:59:59.999").closeDue();
    assertThat(evening.bid("mine", "ann", "1").answer()).isEqualTo(bid);
    assertThat(evening.rememberedIds()).isEqualTo(2);
    evening.nextDayAt("19:00:00").closeDue();
    assertThat(evening.lastVerdict().forgetAll()).isTrue();
    assertThat(evening.lastVerdict().publish()).as("told for the last time").isPresent();
    assertThat(evening.state()).isInstanceOf(ItemState.Tombstone.class);
    assertThat(evening.rememberedIds()).isZero();

    ItemState.Tombstone tombstone = (ItemState.Tombstone) evening.state();
    assertThat(tombstone.outcome()).isEqualTo(Outcome.SOLD);
    Decision late = evening.bid("mine", "ann", "1");
    assertThat(late.reason()).hasValue(Reason.AUCTION_CLOSED);
    assertThat(late.amountSecret()).isTrue();
    assertThat(late.itemSeq()).isEqualTo(tombstone.progress().itemSeq() + 1);
    assertThat(evening.list("again").reason()).hasValue(Reason.ITEM_EXISTS);
    evening.nextDayAt("20:00:00").closeDue();
    assertThat(evening.lastVerdict().publish()).isEmpty();
    assertThat(evening.rememberedIds()).isZero();
    Progress progress = ((ItemState.Tombstone) evening.state()).progress();
    assertThat(progress.itemSeq()).isEqualTo(tombstone.progress().itemSeq() + 2);
    assertThat(progress.timeMillis()).isEqualTo(AuctionEvening.millis("20:00:00") + 86_400_000);
    assertThat(progress.position().offset()).isEqualTo(8);
    assertThat(evening.nextDayAt("19:00:00").withdraw().timeMillis())
        .isEqualTo(progress.timeMillis());
  }

  @Test
  void whatChangedIsPublishedAndARefusalIsNot() {
    AuctionEvening evening = AuctionEvening.of();
    assertThat(evening.lastVerdict().publish()).isPresent();
    evening.bid("ann", "0.10");
    assertThat(evening.lastVerdict().publish()).isEmpty();
    evening.bid("ann", "1");
    assertThat(evening.lastVerdict().publish()).isPresent();
    evening.at("19:00:00").bid("bob", "0.10");
    assertThat(evening.lastVerdict().publish()).as("it closed").isPresent();
    evening.bid("bob", "7");
    assertThat(evening.lastVerdict().publish()).isEmpty();
  }
}
