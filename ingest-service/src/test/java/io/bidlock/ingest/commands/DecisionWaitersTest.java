package io.bidlock.ingest.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.Position;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everybody gets the decision of their own record. */
class DecisionWaitersTest {
  private final DecisionWaiters waiters = new DecisionWaiters(2);

  private static Decision decision(String commandId, long offset) {
    LogEntry entry =
        new LogEntry(new Position(0, 0, offset), 1, new AuctionResumed("item", commandId, "house"));
    return (Decision)
        new Arbiter().decide(ItemState.Unknown.INSTANCE, Optional.empty(), entry).rulings().get(0);
  }

  @Test
  void theDecisionMayComeBeforeOrAfterTheAcknowledgement() {
    try (DecisionWaiters.Waiter early = waiters.enter("item", "a");
        DecisionWaiters.Waiter late = waiters.enter("item", "b")) {
      waiters.decided(decision("a", 7));
      assertThat(early.decision()).isNotDone();
      early.standsAt(new Position(0, 0, 7));
      assertThat(early.decision()).isCompletedWithValue(decision("a", 7));

      late.standsAt(new Position(0, 0, 8));
      assertThat(late.decision()).isNotDone();
      waiters.decided(decision("b", 8));
      assertThat(late.decision()).isCompletedWithValue(decision("b", 8));
    }
    assertThat(waiters.size()).isZero();
  }

  @Test
  void twoUnderOneIdAreToldApartByTheirPlaces() {
    try (DecisionWaiters.Waiter first = waiters.enter("item", "a");
        DecisionWaiters.Waiter second = waiters.enter("item", "a")) {
      waiters.decided(decision("a", 1));
      waiters.decided(decision("a", 2));
      second.standsAt(new Position(0, 0, 2));
      first.standsAt(new Position(0, 0, 1));
      assertThat(first.decision()).isCompletedWithValue(decision("a", 1));
      assertThat(second.decision()).isCompletedWithValue(decision("a", 2));
    }
    waiters.decided(decision("a", 1));
    assertThat(waiters.size()).isZero();
  }

  @Test
  void noMoreThanTheLimitMayWait() {
    DecisionWaiters.Waiter first = waiters.enter("item", "a");
    DecisionWaiters.Waiter second = waiters.enter("item", "b");
    assertThatThrownBy(() -> waiters.enter("item", "c")).isInstanceOf(TooManyWaiting.class);
    first.close();
    DecisionWaiters.Waiter third = waiters.enter("item", "c");
    second.close();
    second.close();
    assertThat(waiters.size()).as("nobody leaves twice").isEqualTo(1);
    third.close();
    assertThat(waiters.size()).isZero();
  }
}
