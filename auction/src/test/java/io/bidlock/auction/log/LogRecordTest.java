package io.bidlock.auction.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every record of the log has. */
final class LogRecordTest {
  @Test
  void kindsKeepTheirNamesAndNumbersForEver() {
    assertThat(Arrays.stream(LogRecord.Kind.values()).map(kind -> kind.wireName() + kind.code()))
        .containsExactly(
            "ItemListed1",
            "ListingAmended2",
            "AuctionPaused3",
            "AuctionResumed4",
            "ItemWithdrawn5",
            "BidPlaced6",
            "BidRetracted7",
            "LockRequested8",
            "LockReleased9",
            "LockCommitted10",
            "CloseDue11");
  }

  @Test
  void everyKindOfRecordSaysWhichItIs() {
    List<LogRecord> records = ExampleRecords.all();

    assertThat(records.stream().map(LogRecord::kind).distinct())
        .containsExactly(LogRecord.Kind.values());
    assertThat(records)
        .allSatisfy(
            record ->
                assertThat(record.getClass().getSimpleName()).isEqualTo(record.kind().wireName()));
  }

  @Test
  void everyCommandHasAnIdAndOnlyCloseDueHasNone() {
    assertThat(ExampleRecords.all().stream().map(LogRecord::commandId))
        .containsExactly(
            "listing-1",
            "amend-1",
            "pause-1",
            "resume-1",
            "withdraw-1",
            "bid-1",
            "bid-2",
            "retract-1",
            "request-1",
            "release-1",
            "commit-1",
            "");
  }

  @Test
  void aBidderOfWhomNothingIsKnownMayBid() {
    assertThat(BidderStanding.OPEN.approved()).isTrue();
    assertThat(BidderStanding.OPEN.limit()).isEmpty();
    assertThat(BidderStanding.OPEN.deposit()).isEmpty();
  }

  /** Others read these topics; a new name would be a new topic. */
  @Test
  void topicsKeepTheirNames() {
    assertThat(
            Stream.of(
                Topics.BIDS,
                Topics.DECISIONS,
                Topics.ITEMS,
                Topics.TRANSACTIONS,
                Topics.USERS,
                Topics.ALERTS,
                Topics.DEAD_LETTERS))
        .containsExactly(
            "auction.bids",
            "auction.decisions",
            "auction.items",
            "auction.txn",
            "auction.users",
            "auction.alerts",
            "auction.dead-letters");
  }
}
