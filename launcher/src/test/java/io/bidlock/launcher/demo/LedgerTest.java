package io.bidlock.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.launcher.sending.Reply;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(0);

  @Test
  void aBidCountsOnceHoweverOftenItIsSent() {
    tell(200, "{\"success\":true,\"event_id\":\"0-1-10\"}");
    tell(200, "{\"success\":true,\"event_id\":\"0-1-10\"}");
    tell(409, "{\"success\":false,\"event_id\":\"0-1-11\"}");
    tell(409, "{\"success\":false,\"event_id\":\"0-1-11\"}");

    assertThat(ledger.bids()).isEqualTo(new BidCounts(1, 1, 2, 0, 0, 0));
    assertThat(ledger.bids().acknowledged()).isEqualTo(4);
  }

  @Test
  void aBidThatWaitsIsCountedByItsDecisionOnceThatIsKnown() {
    tell(202, "{\"success\":null,\"event_id\":\"0-1-10\",\"bid_id\":\"b\"}");
    assertThat(ledger.bids()).isEqualTo(new BidCounts(0, 0, 0, 1, 0, 0));

    ledger.decidedLater(reply(200, "{\"status\":\"accepted\",\"event_id\":\"0-1-10\"}"));
    assertThat(ledger.bids()).isEqualTo(new BidCounts(1, 0, 0, 0, 0, 0));
  }

  @Test
  void whatIsRefusedAtTheDoorIsNotAcknowledged() {
    tell(409, "{\"success\":false,\"event_id\":null}");

    assertThat(ledger.bids()).isEqualTo(new BidCounts(0, 0, 0, 0, 1, 0));
    assertThat(ledger.bids().acknowledged()).isZero();
  }

  private void tell(int status, String body) {
    Action bid = new Action.PlaceBid("lot", "k1", "bob", "10", Optional.empty(), false);
    ledger.answered(new TrafficEvent(0, 0, bid, Optional.empty()), reply(status, body), 1_000);
  }

  private static Reply reply(int status, String body) {
    try {
      return new Reply(status, Optional.of(JsonObject.read(body.getBytes(UTF_8))));
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
  }
}
