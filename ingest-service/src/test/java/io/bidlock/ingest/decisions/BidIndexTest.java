package io.bidlock.ingest.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.ingest.decisions.BidIndex.Found;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the index may forget, and what it then says. */
class BidIndexTest {
  private static final long DAY = Duration.ofHours(24).toMillis();

  private static String bidId(int number) {
    return Ids.bidId("ann", "item", Integer.toString(number));
  }

  /** The decision on a bid for an item that nobody knows. */
  private static Decision decision(String bidId) {
    BidPlaced bid =
        new BidPlaced(
            "item",
            bidId,
            "ann",
            DecimalAmount.parse("12"),
            Optional.empty(),
            BidderStanding.OPEN,
            Channel.WEB,
            Nonce.NONE);
    LogEntry entry = new LogEntry(new Position(0, 0, 1), 1_000, bid);
    return (Decision)
        new Arbiter().decide(ItemState.Unknown.INSTANCE, Optional.empty(), entry).rulings().get(0);
  }

  @Test
  void aBidWaitsUntilItIsDecidedInWhateverOrderTheTwoAreRead() {
    BidIndex index = new BidIndex(10);
    index.placed(bidId(1), 1);
    assertThat(index.find(bidId(1), 2)).isInstanceOf(Found.Waiting.class);
    index.decided(decision(bidId(1)), 2);
    assertThat(index.find(bidId(1), 3)).isEqualTo(new Found.Decided(decision(bidId(1))));
    index.decided(decision(bidId(2)), 4);
    index.placed(bidId(2), 5);
    assertThat(index.find(bidId(2), 6)).isInstanceOf(Found.Decided.class);
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void whatIsOlderThanADayIsForgotten() {
    BidIndex index = new BidIndex(10);
    index.placed(bidId(1), 1);
    index.placed(bidId(2), DAY + 2);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.find(bidId(1), DAY + 2)).isInstanceOf(Found.Nothing.class);
  }

  @Test
  void whenItIsFullItDoesNotSayThatABidNeverCame() {
    BidIndex index = new BidIndex(3);
    for (int number = 0; number < 4; number++) {
      index.placed(bidId(number), 100 + number);
    }
    assertThat(index.size()).isEqualTo(3);
    assertThat(index.find(bidId(0), 200)).isInstanceOf(Found.Dropped.class);
    assertThat(index.find(bidId(3), 200)).isInstanceOf(Found.Waiting.class);
    assertThat(index.find("not an id of ours", 200)).isInstanceOf(Found.Nothing.class);
    assertThat(index.find(bidId(0), 101 + DAY)).isInstanceOf(Found.Nothing.class);
  }

  @Test
  void whatANewGenerationPublishesAgainIsAsOldAsItWas() {
    BidIndex index = new BidIndex(3);
    index.placed(bidId(0), 1_000 + DAY);
    for (int number = 1; number < 10; number++) {
      index.decided(decision(bidId(number)), 1_001 + DAY);
    }
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.find(bidId(1), 1_002 + DAY)).isInstanceOf(Found.Nothing.class);
    assertThat(index.find(bidId(99), 1_002 + DAY)).isInstanceOf(Found.Nothing.class);
    index.decided(decision(bidId(1)), 1_000 + DAY);
    assertThat(index.find(bidId(1), 1_001 + DAY)).isInstanceOf(Found.Decided.class);
    index.placed(bidId(2), 1_001 + DAY);
    assertThat(index.size()).isEqualTo(3);
  }
}
