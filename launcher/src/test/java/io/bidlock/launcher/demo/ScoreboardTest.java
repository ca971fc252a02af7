package io.bidlock.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.launcher.sending.Reply;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scoreboard shows fits on a terminal of 80 columns, whose last one stays free. */
class ScoreboardTest {
  private static final int COLUMNS = 79;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void noCountIsEverCut() {
    BidCounts most = new BidCounts(1_000_000, 1_000_000, 100_000, 100_000, 1_000_000, 100_000);

    assertThat(most.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS))
        .anySatisfy(line -> assertThat(line).contains("refused at the door 1,000,000"));
  }

  @ParameterizedTest
  @CsvSource({
    "sold, sold",
    "taken, taken",
    "withdrawn, withdrawn",
    "no_bids, no bids",
    "reserve_not_met, reserve not met"
  })
  void anItemThatIsOverShowsHowItEnded(String outcome, String shown) {
    Row row =
        row(
            """
            {"format": "SEALED_SECOND_PRICE", "status": "%1$s", "outcome": "%1$s",
             "hammer_price": 123456.00, "currency": "USD", "winner": "bidder-00012"}
            """
                .formatted(outcome));

    assertThat(row.over()).isTrue();
    assertThat(row.text()).endsWith(shown).hasSizeLessThanOrEqualTo(COLUMNS + 1);
  }

  @Test
  void anItemThatRunsShowsItsStatusAndWhenItEnds() {
    Row row =
        row(
            """
            {"format": "ENGLISH", "proxy": true, "status": "paused", "current_bid": 12.50,
             "currency": "USD", "highest_bidder_id": "bidder-00012",
             "closes_at": "2026-03-01T12:01:05Z"}
            """);

    assertThat(row.over()).isFalse();
    assertThat(row.text())
        .contains("english proxy", "12.5 USD", "bidder-00012", "12,345", "paused", "01:05")
        .hasSize(Row.HEADING.length())
        .hasSizeLessThanOrEqualTo(COLUMNS);
  }

  private static Row row(String item) {
    try {
      Reply reply = new Reply(200, Optional.of(JsonObject.read(item.getBytes(UTF_8))));
      return Row.of("lot-12345678901-00001", reply, 12_345, NOW);
    } catch (UnreadableRecord e) {
      throw new AssertionError(e);
    }
  }
}
