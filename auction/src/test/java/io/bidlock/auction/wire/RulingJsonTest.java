package io.bidlock.auction.wire;

import static io.bidlock.auction.wire.Readings.assertUnreadable;
import static io.bidlock.auction.wire.Readings.changed;
import static io.bidlock.auction.wire.Readings.read;
import static io.bidlock.auction.wire.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.view.ExampleRulings;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rulings as they stand in {@code auction.decisions} and in files. */
final class RulingJsonTest {
  private static final List<String> GOLDEN =
      List.of(
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\","
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":100},"
              + "\"time\":\"2026-11-21T18:00:00Z\",\"command\":\"BidPlaced\","
              + "\"command_id\":\"bid-ann-10\",\"bid_id\":\"bid-ann-10\","
              + "\"bidder_id\":\"ann\",\"amount\":10,\"amount_secret\":true,"
              + "\"outcome\":\"REJECTED\",\"reason\":\"UNKNOWN_ITEM\",\"channel\":\"WEB\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":1,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":100},"
              + "\"time\":\"2026-11-21T17:00:00Z\",\"command\":\"ItemListed\","
              + "\"command_id\":\"listing-1\",\"outcome\":\"ACCEPTED\","
              + "\"terms\":{\"seller_id\":\"seller-1\",\"title\":\"Silver teapot\","
              + "\"category\":\"silver\",\"currency\":\"USD\",\"format\":\"ENGLISH\","
              + "\"proxy\":true,\"start_price\":\"10\","
              + "\"opens_at\":\"2026-11-21T18:00:00Z\","
              + "\"closes_at\":\"2026-11-21T19:00:00Z\"},\"currency\":\"USD\","
              + "\"currency_scale\":2,\"minimum_next_bid\":10.00,"
              + "\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"e6e5cf618f9562825c1f5ccea6979c3bfb5176c1fc128c824d16bfa8e22179d2\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":2,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":101},"
              + "\"time\":\"2026-11-21T18:10:00Z\",\"command\":\"BidPlaced\","
              + "\"command_id\":\"bid-ann-50\",\"bid_id\":\"bid-ann-50\","
              + "\"bidder_id\":\"ann\",\"amount\":50,\"amount_secret\":true,"
              + "\"outcome\":\"ACCEPTED\",\"channel\":\"WEB\",\"currency\":\"USD\","
              + "\"currency_scale\":2,\"price_after\":10.00,\"leader\":\"ann\","
              + "\"minimum_next_bid\":10.50,\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"811ff336a6c0bfbd96521c86ee621a8985317c8441e1c4fde1a75b05d46b9311\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":3,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":102},"
              + "\"time\":\"2026-11-21T18:11:00Z\",\"command\":\"BidPlaced\","
              + "\"command_id\":\"bid-bob-30\",\"bid_id\":\"bid-bob-30\","
              + "\"bidder_id\":\"bob\",\"amount\":30,\"amount_secret\":true,"
              + "\"outcome\":\"ACCEPTED\",\"reason\":\"OUTBID_BY_PROXY\","
              + "\"channel\":\"WEB\",\"currency\":\"USD\",\"currency_scale\":2,"
              + "\"price_before\":10.00,\"price_after\":31.00,\"leader\":\"ann\","
              + "\"minimum_next_bid\":32.00,\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"5bd46984f9fb8076bd21e7bae60ff66f99998e719b8df3d37456dc0d34224ca3\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":4,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":103},"
              + "\"time\":\"2026-11-21T18:11:01Z\",\"command\":\"BidPlaced\","
              + "\"command_id\":\"bid-bob-30\",\"bid_id\":\"bid-bob-30\","
              + "\"bidder_id\":\"bob\",\"amount\":30,\"amount_secret\":true,"
              + "\"outcome\":\"REJECTED\",\"reason\":\"DUPLICATE_BID\",\"channel\":\"WEB\","
              + "\"currency\":\"USD\",\"currency_scale\":2,\"price_before\":31.00,"
              + "\"price_after\":31.00,\"leader\":\"ann\",\"minimum_next_bid\":32.00,"
              + "\"ends_at\":\"2026-11-21T19:00:00Z\",\"first\":{\"item_id\":\"item-1\","
              + "\"item_seq\":3,\"position\":{\"era\":0,\"partition\":3,\"offset\":102},"
              + "\"time\":\"2026-11-21T18:11:00Z\",\"command\":\"BidPlaced\","
              + "\"command_id\":\"bid-bob-30\",\"bid_id\":\"bid-bob-30\","
              + "\"bidder_id\":\"bob\",\"amount\":30,\"amount_secret\":true,"
              + "\"outcome\":\"ACCEPTED\",\"reason\":\"OUTBID_BY_PROXY\",\"channel\":\"WEB\","
              + "\"currency\":\"USD\",\"currency_scale\":2,\"price_before\":10.00,"
              + "\"price_after\":31.00,\"leader\":\"ann\",\"minimum_next_bid\":32.00,"
              + "\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"5bd46984f9fb8076bd21e7bae60ff66f99998e719b8df3d37456dc0d34224ca3\"},"
              + "\"hash\":\"d486c7d8bd618fcdd4473ce983bbdcc52ed20db67675276dd902fb2e763db3aa\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":5,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":104},"
              + "\"time\":\"2026-11-21T18:12:00Z\",\"command\":\"LockRequested\","
              + "\"command_id\":\"request-1\",\"outcome\":\"ACCEPTED\","
              + "\"reason\":\"LOCK_GRANTED\",\"holder\":\"pos-7\",\"currency\":\"USD\","
              + "\"currency_scale\":2,\"price_before\":31.00,\"price_after\":31.00,"
              + "\"leader\":\"ann\",\"minimum_next_bid\":32.00,"
              + "\"ends_at\":\"2026-11-21T19:00:00Z\",\"lock_token\":5,"
              + "\"lock_until\":\"2026-11-21T18:12:01Z\","
              + "\"hash\":\"1351b03c93c7806ed03159bd9429894e14c74f54883d444e28ef294d18c91ecc\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":6,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":105},"
              + "\"time\":\"2026-11-21T18:13:00Z\",\"command\":\"BidRetracted\","
              + "\"command_id\":\"retract-1\",\"bid_id\":\"bid-ann-50\","
              + "\"bidder_id\":\"ann\",\"outcome\":\"REJECTED\","
              + "\"reason\":\"NOT_RETRACTABLE\",\"why\":\"a slip\",\"currency\":\"USD\","
              + "\"currency_scale\":2,\"price_before\":31.00,\"price_after\":31.00,"
              + "\"leader\":\"ann\",\"minimum_next_bid\":32.00,"
              + "\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"1d2eb03d83ca4f38860d28e3e82f78424dce10529ea0080a183118f84046b46b\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":7,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":106},"
              + "\"time\":\"2026-11-21T18:14:00Z\",\"command\":\"ListingAmended\","
              + "\"command_id\":\"amend-1\",\"outcome\":\"REJECTED\","
              + "\"reason\":\"INVALID_LISTING\","
              + "\"detail\":\"closes_at 'soon' is no ISO 8601 instant like 2026-11-21T18:00:00Z\","
              + "\"actor_id\":\"seller-1\",\"currency\":\"USD\",\"currency_scale\":2,"
              + "\"price_before\":31.00,\"price_after\":31.00,\"leader\":\"ann\","
              + "\"minimum_next_bid\":32.00,\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"4cfbf899e09a0427fcdecf4a38bf7906d34fa2d3453aa836dec5710e8d543c12\"}",
          "{\"schema\":1,\"type\":\"ItemClosed\",\"item_id\":\"item-1\","
              + "\"item_seq\":8,\"position\":{\"era\":0,\"partition\":3,\"offset\":107},"
              + "\"outcome\":\"SOLD\",\"winner\":\"ann\",\"currency\":\"USD\","
              + "\"currency_scale\":2,\"price\":31.00,\"bids\":2,\"accepted\":2,"
              + "\"closed_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"fc870497583a0e5a1fa1f249d380505b07ba74d89f678759c68e5a05ef3dd8e9\"}",
          "{\"schema\":1,\"type\":\"ItemClosed\",\"item_id\":\"item-1\","
              + "\"item_seq\":2,\"position\":{\"era\":0,\"partition\":3,\"offset\":101},"
              + "\"outcome\":\"NO_BIDS\",\"currency\":\"JPY\",\"currency_scale\":0,"
              + "\"bids\":0,\"accepted\":0,\"closed_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"e18b89628f58a8b6a19a719d70b38483e980aaf9cf01c1c0806d86b546e7f3a6\"}",
          "{\"schema\":1,\"type\":\"Decision\",\"item_id\":\"item-1\",\"item_seq\":2,"
              + "\"position\":{\"era\":0,\"partition\":3,\"offset\":101},"
              + "\"time\":\"2026-11-21T18:01:00Z\",\"command\":\"BidPlaced\","
              + "\"command_id\":\"bid-ann-99\",\"bid_id\":\"bid-ann-99\","
              + "\"bidder_id\":\"ann\",\"amount\":99,\"outcome\":\"ACCEPTED\",\"channel\":\"WEB\","
              + "\"bought\":true,\"currency\":\"USD\",\"currency_scale\":2,\"price_after\":95.00,"
              + "\"leader\":\"ann\",\"ends_at\":\"2026-11-21T19:00:00Z\","
              + "\"hash\":\"7612394fa5a2e23c343002d18cca4f5f0ec08d0ec7765e07612c4bf3443c2d1a\"}");

  static Stream<Arguments> rulingsAndTheirJson() {
    List<Ruling> rulings = ExampleRulings.all();
    assertThat(rulings).hasSameSizeAs(GOLDEN);
    return IntStream.range(0, GOLDEN.size())
        .mapToObj(index -> Arguments.of(rulings.get(index), GOLDEN.get(index)));
  }

  @ParameterizedTest
  @MethodSource("rulingsAndTheirJson")
  void everyRulingIsWrittenAsItAlwaysWasAndReadsBackAsItself(Ruling ruling, String json) {
    assertThat(text(RulingJson.write(ruling))).isEqualTo(json);
    assertThat(read(RulingJson::read, json)).isEqualTo(ruling);
  }

  @Test
  void aDecisionOnAnUnknownItemHasNeitherNumberNorHash() {
    Decision decision = (Decision) read(RulingJson::read, GOLDEN.get(0));

    assertThat(GOLDEN.get(0)).doesNotContain("item_seq", "hash", "currency", "ends_at");
    assertThat(decision.itemSeq()).isZero();
    assertThat(decision.hash()).isEqualTo(Hash.ZERO);
  }

  @Test
  void unknownFieldsAreIgnored() {
    String json = GOLDEN.get(2);

    assertThat(read(RulingJson::read, changed(json, "\"outcome\"", "\"new\":[{}],\"outcome\"")))
        .isEqualTo(read(RulingJson::read, json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"schema\":1 | \"schema\":2 | schema | version 2 is unknown",
        "\"type\":\"Decision\" | \"type\":\"Opinion\" | type | 'Opinion' is unknown",
        "\"item_id\": | \"id\": | item_id | is required",
        "\"BidPlaced\" | \"BidTaken\" | command | 'BidTaken' is unknown",
        "\"ACCEPTED\" | \"MAYBE\" | outcome | 'MAYBE' is unknown",
        "\"outcome\": | \"result\": | outcome | is required",
        "\"hash\":\" | \"hash\":\"0 | hash | 64 hexadecimal digits",
        "\"hash\":\" | \"hash\":\"x | hash | hexadecimal",
        "\"price_after\":10.00 | \"price_after\":10.001 | price_after | does not fit the currency",
        "\"price_after\":10.00 | \"price_after\":1e17 | price_after | does not fit the currency",
        "\"currency_scale\":2 | \"currency_scale\":19 | price_after | does not fit the currency",
        "\"currency_scale\":2 | \"currency_scale\":-1 | currency_scale | is out of range",
        "\"currency_scale\":2 | \"currency_scale\":null | currency_scale | is required",
        "\"offset\":101 | \"offset\":-1 | position | offset -1",
        "\"offset\":101 | \"offset\":1.5 | offset | must be an integer",
        "\"partition\":3 | \"partition\":-3 | partition | is out of range",
        "\"position\":{ | \"place\":{ | position | is required",
        "\"time\":\"2026 | \"time\":\"x2026 | time | must be an ISO 8601 instant",
        "\"amount_secret\":true | \"amount_secret\":1 | amount_secret | must be true or false"
      })
  void aDecisionWithAWrongFieldIsUnreadableAndTheFieldIsNamed(
      String part, String other, String field, String why) {
    assertUnreadable(RulingJson::read, changed(GOLDEN.get(2), part, other), field, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"OUTBID_BY_PROXY\" | \"OUTRUN\" | reason | 'OUTRUN' is unknown",
        "\"first\":{ | \"first\":7,\"last\":{ | first | must be an object",
        "\"first\":{\"item_id\" | \"first\":{\"id\" | item_id | is required"
      })
  void aRepeatWithAWrongFirstAnswerIsUnreadable(
      String part, String other, String field, String why) {
    assertUnreadable(RulingJson::read, changed(GOLDEN.get(4), part, other), field, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"SOLD\" | \"LOST\" | outcome | 'LOST' is unknown",
        "\"item_seq\": | \"seq\": | item_seq | is required",
        "\"hash\": | \"hush\": | hash | is required",
        "\"closed_at\": | \"ended_at\": | closed_at | is required",
        "\"bids\":2 | \"bids\":\"2\" | bids | must be an integer"
      })
  void aCloseWithAWrongFieldIsUnreadableAndTheFieldIsNamed(
      String part, String other, String field, String why) {
    String closed = GOLDEN.get(GOLDEN.size() - 3);

    assertUnreadable(RulingJson::read, changed(closed, part, other), field, why);
  }
}
