package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Nonce;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same id again: the first answer; another body under it: a conflict. */
final class RepeatTest {
  private static final String ITEM = AuctionEvening.ITEM;

  @Test
  void aRepeatedBidGetsTheFirstAnswerAndChangesNothing() {
    AuctionEvening evening = AuctionEvening.of();
    Decision first = evening.bid("mine", "ann", "5");
    evening.bid("bob", "10");
    Decision again = evening.bid("mine", "ann", "5.00");
    assertThat(again.accepted()).isFalse();
    assertThat(again.reason()).hasValue(Reason.DUPLICATE_BID);
    assertThat(again.answer()).isEqualTo(first);
    assertThat(again.leader()).hasValue("bob");
    assertThat(evening.auction().bids()).isEqualTo(2);
    assertThat(evening.at("19:30:00").bid("mine", "ann", "5").answer())
        .as("even after the close")
        .isEqualTo(first);
  }

  @Test
  void aRefusalIsRepeatedTooEvenWhenItWouldNowBeAccepted() {
    AuctionEvening evening = AuctionEvening.of("opens_at=2026-11-21T18:30:00Z");
    Decision early = evening.bid("mine", "ann", "5");
    Decision again = evening.at("18:30:00").bid("mine", "ann", "5");
    assertThat(again.answer()).isEqualTo(early);
    assertThat(again.answer().reason()).hasValue(Reason.AUCTION_NOT_OPEN);
  }

  @Test
  void anotherBidUnderTheSameIdIsAConflict() {
    AuctionEvening evening = AuctionEvening.of();
    evening.bid("mine", "ann", "5");
    assertConflict(evening.bid("mine", "ann", "6"));
    assertConflict(evening.bid("mine", "ann", "0.5"));
    assertConflict(evening.bid("mine", "bob", "5"));
    assertConflict(evening.bid("mine", "ann", "5", Optional.of("USD"), BidderStanding.OPEN));
    assertThat(evening.bid("mine", "ann", "5").reason()).hasValue(Reason.DUPLICATE_BID);
  }

  @Test
  void whatIngestKnewOfTheBidderIsNotPartOfTheBody() {
    AuctionEvening evening = AuctionEvening.of();
    Decision first = evening.bid("mine", "ann", "5");
    BidderStanding refused = new BidderStanding(false, Optional.empty(), Optional.empty());
    Decision again = evening.bid("mine", "ann", "5", Optional.empty(), refused);
    assertThat(again.answer()).isEqualTo(first);
  }

  @Test
  void everyCommandIsToldFromEveryOtherOneUnderItsId() {
    Nonce nonce = Nonce.NONE;
    List<LogRecord> bodies =
        List.of(
            new AuctionPaused(ITEM, "id", "house", "why"),
            new AuctionPaused(ITEM, "id", "other", "why"),
            new AuctionPaused(ITEM, "id", "house", "other"),
            new AuctionResumed(ITEM, "id", "house"),
            new AuctionResumed(ITEM, "id", "other"),
            new ItemWithdrawn(ITEM, "id", "house", "why"),
            new ItemWithdrawn(ITEM, "id", "other", "why"),
            new ItemWithdrawn(ITEM, "id", "house", "other"),
            new BidRetracted(ITEM, "id", "bid", "house", "why"),
            new BidRetracted(ITEM, "id", "bid", "other", "why"),
            new BidRetracted(ITEM, "id", "other", "house", "why"),
            new BidRetracted(ITEM, "id", "bid", "house", "other"),
            new LockRequested(ITEM, "id", "house", 1),
            new LockRequested(ITEM, "id", "other", 1),
            new LockRequested(ITEM, "id", "house", 2),
            new LockReleased(ITEM, "id", 1),
            new LockReleased(ITEM, "id", 2),
            new LockCommitted(ITEM, "id", 1),
            new LockCommitted(ITEM, "id", 2),
            new ListingAmended(ITEM, "id", "sue", AuctionEvening.terms("title=why"), nonce),
            new ListingAmended(ITEM, "id", "sue", AuctionEvening.terms("title=other"), nonce),
            new ListingAmended(ITEM, "id", "ann", AuctionEvening.terms("title=why"), nonce),
            new ListingAmended(ITEM, "id", "sue", AuctionEvening.terms("category=why"), nonce));
    for (LogRecord first : bodies) {
      AuctionEvening evening = AuctionEvening.of();
      Decision decided = evening.decide(first);
      for (LogRecord second : bodies) {
        Decision answer = evening.decide(second);
        if (second.equals(first)) {
          assertThat(answer.reason()).hasValue(Reason.DUPLICATE_COMMAND);
          assertThat(answer.answer()).isEqualTo(decided);
        } else {
          assertConflict(answer);
        }
      }
    }
  }

  @Test
  void aListingRepeatedIsNoSecondItem() {
    AuctionEvening evening = AuctionEvening.of("title=Lamp");
    assertThat(evening.list("listing", "title=Lamp").reason()).hasValue(Reason.DUPLICATE_COMMAND);
    assertConflict(evening.list("listing", "title=Other"));
    assertThat(evening.list("another", "title=Lamp").reason()).hasValue(Reason.ITEM_EXISTS);
  }

  private static void assertConflict(Decision decision) {
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.reason()).hasValue(Reason.IDEMPOTENCY_CONFLICT);
    assertThat(decision.first()).isEmpty();
    assertThat(decision.answer()).isEqualTo(decision);
  }
}
