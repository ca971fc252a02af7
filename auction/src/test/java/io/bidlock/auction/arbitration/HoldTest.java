package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import org.junit.jupiter.api.Test;

/** A hold by somebody other than the auction. */
final class HoldTest {
  private static long token(Decision granted) {
    assertThat(granted.accepted()).isTrue();
    assertThat(granted.reason()).hasValue(Reason.LOCK_GRANTED);
    return granted.lockToken().orElseThrow();
  }

  @Test
  void theTokenIsTheNumberOfTheGrantAndTheHoldEndsByItself() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "1");
    Decision granted = evening.lock("till", 60_000);
    assertThat(token(granted)).isEqualTo(granted.itemSeq()).isEqualTo(3);
    assertThat(granted.lockUntilMillis()).hasValue(AuctionEvening.millis("18:01:00"));
    assertThat(evening.at("18:00:59.999").bid("bob", "5").reason()).hasValue(Reason.ITEM_LOCKED);
    assertThat(evening.at("18:01:00").bid("bob", "5").accepted()).isTrue();
    assertThat(evening.release(token(granted)).reason()).hasValue(Reason.LOCK_NOT_HELD);
  }

  @Test
  void nobodyElseMayHoldItMeanwhileAndItsHolderMayAskAgain() {
    AuctionEvening evening = AuctionEvening.of();
    long first = token(evening.lock("till", 60_000));
    assertThat(evening.lock("desk", 60_000).reason()).hasValue(Reason.LOCK_REFUSED);
    long second = token(evening.lock("till", 90_000));
    assertThat(second).isGreaterThan(first);
    assertThat(evening.release(first).reason()).hasValue(Reason.LOCK_NOT_HELD);
    assertThat(evening.release(second).accepted()).isTrue();
    assertThat(token(evening.lock("desk", 1))).isGreaterThan(second);
  }

  @Test
  void aHoldLastsFromAMillisecondToADay() {
    AuctionEvening evening = AuctionEvening.of();
    assertThat(evening.lock("till", 0).reason()).hasValue(Reason.LOCK_REFUSED);
    assertThat(evening.lock("till", 86_400_001).reason()).hasValue(Reason.LOCK_REFUSED);
    assertThat(evening.lock("till", 1).accepted()).isTrue();
    assertThat(evening.lock("till", 86_400_000).accepted()).isTrue();
  }

  @Test
  void aCommitTakesTheItem() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "5");
    long token = token(evening.lock("till", 60_000));
    assertThat(evening.commit(token + 1).reason()).hasValue(Reason.LOCK_NOT_HELD);
    assertThat(evening.closed()).isEmpty();
    Decision commit = evening.at("18:00:30").commit(token);
    assertThat(commit.accepted()).isTrue();
    ItemClosed closed = evening.closed().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.TAKEN);
    assertThat(closed.winner()).isEmpty();
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("18:00:30"));
    assertThat(evening.bid("bob", "9").reason()).hasValue(Reason.ITEM_SOLD);
    assertThat(evening.lock("desk", 1_000).reason()).hasValue(Reason.ITEM_SOLD);
    assertThat(evening.view().lockHolder()).isEmpty();
  }

  @Test
  void aHoldOverTheEndPostponesTheOutcomeUntilItRunsOut() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "5");
    long token = token(evening.at("18:59:00").lock("till", 120_000));
    assertThat(evening.view().dueMillis()).hasValue(AuctionEvening.millis("19:01:00"));
    assertThat(evening.at("19:00:30").closeDue()).isEmpty();
    assertThat(evening.bid("bob", "9").reason()).hasValue(Reason.AUCTION_CLOSED);
    assertThat(evening.lock("till", 120_000).reason())
        .as("no renewal")
        .hasValue(Reason.LOCK_REFUSED);
    assertThat(evening.withdraw().reason()).hasValue(Reason.ITEM_LOCKED);
    assertThat(evening.pause().reason()).hasValue(Reason.AUCTION_CLOSED);
    assertThat(evening.resume().reason()).hasValue(Reason.AUCTION_CLOSED);
    assertThat(evening.amend("title=Lamp").reason()).hasValue(Reason.AUCTION_CLOSED);
    assertThat(evening.at("19:01:00").commit(token).reason()).hasValue(Reason.AUCTION_CLOSED);
    ItemClosed closed = evening.closed().orElseThrow();
    assertThat(closed.outcome()).isEqualTo(Outcome.SOLD);
    assertThat(closed.closedAtMillis()).isEqualTo(AuctionEvening.millis("19:01:00"));
    assertThat(closed.bids()).as("with the one that came under the hold").isEqualTo(2);
  }

  @Test
  void givingItBackAfterTheEndClosesThen() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "5");
    long token = token(evening.at("18:59:00").lock("till", 120_000));
    assertThat(evening.at("19:00:30").release(token).accepted()).isTrue();
    assertThat(evening.closed().orElseThrow().closedAtMillis())
        .isEqualTo(AuctionEvening.millis("19:00:30"));
    assertThat(evening.closed().orElseThrow().winner()).hasValue("ann");
  }

  @Test
  void takingItAfterTheEndGoesBeforeTheWinner() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("ann", "5");
    long token = token(evening.at("18:59:00").lock("till", 120_000));
    assertThat(evening.at("19:00:59.999").commit(token).accepted()).isTrue();
    assertThat(evening.closed().orElseThrow().outcome()).isEqualTo(Outcome.TAKEN);
  }

  @Test
  void aHoldThatRanOutBeforeTheEndLeavesTheEndAlone() {
    AuctionEvening evening = AuctionEvening.of();
    evening.lock("till", 60_000);
    assertThat(evening.at("19:05:00").closeDue().orElseThrow().closedAtMillis())
        .isEqualTo(AuctionEvening.millis("19:00:00"));
  }

  @Test
  void aHoldMayBeAskedForBeforeTheOpeningAndInAPause() {
    AuctionEvening evening = AuctionEvening.of("opens_at=2026-11-21T18:30:00Z");
    long token = token(evening.lock("till", 60_000));
    assertThat(evening.withdraw().reason()).hasValue(Reason.ITEM_LOCKED);
    assertThat(evening.release(token).accepted()).isTrue();
    evening.pause();
    assertThat(evening.at("19:30:00").lock("till", 60_000).accepted()).isTrue();
  }

  @Test
  void theSameRequestAgainGetsTheFirstAnswer() {
    AuctionEvening evening = AuctionEvening.of();
    LockRequested request = new LockRequested(AuctionEvening.ITEM, "request", "till", 60_000);
    Decision granted = evening.decide(request);
    evening.decide(new LockReleased(AuctionEvening.ITEM, "release", token(granted)));
    Decision again = evening.decide(request);
    assertThat(again.reason()).hasValue(Reason.DUPLICATE_COMMAND);
    assertThat(again.answer()).isEqualTo(granted);
    assertThat(evening.bid("ann", "5").accepted()).as("it was not granted twice").isTrue();
    Decision other =
        evening.decide(new LockRequested(AuctionEvening.ITEM, "request", "till", 60_001));
    assertThat(other.reason()).hasValue(Reason.IDEMPOTENCY_CONFLICT);
    assertThat(other.first()).isEmpty();
  }
}
