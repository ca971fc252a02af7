package io.bidlock.auction.wire;

import static io.bidlock.auction.wire.Readings.assertUnreadable;
import static io.bidlock.auction.wire.Readings.changed;
import static io.bidlock.auction.wire.Readings.read;
import static io.bidlock.auction.wire.Readings.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.listing.ExampleTerms;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.money.DecimalAmount;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The auction log on the wire: written one way, read strictly. */
final class LogRecordJsonTest {
  private static final List<String> GOLDEN =
      List.of(
          "{\"schema\":1,\"type\":\"ItemListed\",\"item_id\":\"item-1\","
              + "\"command_id\":\"listing-1\",\"rules_version\":1,"
              + "\"terms\":{\"seller_id\":\"seller-1\",\"title\":\"Silver teapot\","
              + "\"category\":\"silver\",\"currency\":\"USD\",\"format\":\"ENGLISH\","
              + "\"proxy\":true,\"start_price\":\"10\",\"opens_at\":\"2026-11-21T18:00:00Z\","
              + "\"closes_at\":\"2026-11-21T19:00:00Z\"},"
              + "\"nonce\":\"00112233445566778899aabbccddeeff\"}",
          "{\"schema\":1,\"type\":\"ListingAmended\",\"item_id\":\"item-1\","
              + "\"command_id\":\"amend-1\",\"actor_id\":\"seller-1\","
              + "\"terms\":{\"title\":\"Tea \\\"pot\\\" \\uD83E\\uDED6\","
              + "\"reserve_price\":null,\"retractable\":false},"
              + "\"nonce\":\"00112233445566778899aabbccddeeff\"}",
          "{\"schema\":1,\"type\":\"AuctionPaused\",\"item_id\":\"item-1\","
              + "\"command_id\":\"pause-1\",\"actor_id\":\"operator-1\","
              + "\"why\":\"a fire drill\"}",
          "{\"schema\":1,\"type\":\"AuctionResumed\",\"item_id\":\"item-1\","
              + "\"command_id\":\"resume-1\",\"actor_id\":\"operator-1\"}",
          "{\"schema\":1,\"type\":\"ItemWithdrawn\",\"item_id\":\"item-1\","
              + "\"command_id\":\"withdraw-1\",\"actor_id\":\"operator-1\",\"why\":\"\"}",
          "{\"schema\":1,\"type\":\"BidPlaced\",\"item_id\":\"item-1\","
              + "\"bid_id\":\"bid-1\",\"bidder_id\":\"ann\",\"amount\":12.5,"
              + "\"currency\":\"USD\",\"approved\":true,\"limit\":1000,\"deposit\":99.95,"
              + "\"channel\":\"WEB\",\"nonce\":\"00112233445566778899aabbccddeeff\"}",
          "{\"schema\":1,\"type\":\"BidPlaced\",\"item_id\":\"item-1\","
              + "\"bid_id\":\"bid-2\",\"bidder_id\":\"bob\",\"amount\":13,\"approved\":false,"
              + "\"channel\":\"PHONE\",\"nonce\":\"00000000000000000000000000000000\"}",
          "{\"schema\":1,\"type\":\"BidRetracted\",\"item_id\":\"item-1\","
              + "\"command_id\":\"retract-1\",\"bid_id\":\"bid-1\",\"actor_id\":\"ann\","
              + "\"why\":\"a slip of the finger\"}",
          "{\"schema\":1,\"type\":\"LockRequested\",\"item_id\":\"item-1\","
              + "\"command_id\":\"request-1\",\"holder\":\"pos-7\",\"ttl_millis\":30000}",
          "{\"schema\":1,\"type\":\"LockReleased\",\"item_id\":\"item-1\","
              + "\"command_id\":\"release-1\",\"token\":4}",
          "{\"schema\":1,\"type\":\"LockCommitted\",\"item_id\":\"item-1\","
              + "\"command_id\":\"commit-1\",\"token\":9223372036854775807}",
          "{\"schema\":1,\"type\":\"CloseDue\",\"item_id\":\"item-1\"}");

  private static final String BID = GOLDEN.get(5);
  private static final String LISTED = GOLDEN.get(0);

  static Stream<Arguments> records() {
    return IntStream.range(0, GOLDEN.size())
        .mapToObj(index -> Arguments.of(ExampleRecords.all().get(index), GOLDEN.get(index)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordIsWrittenAsItAlwaysWasAndReadsBackAsItself(LogRecord record, String json) {
    assertThat(text(LogRecordJson.write(record))).isEqualTo(json);
    assertThat(read(LogRecordJson::read, json)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordIsUnreadableWithoutAnyOfItsRequiredFields(LogRecord record, String json) {
    for (String field : required(record)) {
      assertUnreadable(
          LogRecordJson::read,
          changed(json, "\"" + field + "\":", "\"renamed\":"),
          field,
          "is required");
    }
  }

  private static List<String> required(LogRecord record) {
    return switch (record.kind()) {
      case ITEM_LISTED ->
          List.of("schema", "type", "item_id", "command_id", "rules_version", "terms", "nonce");
      case LISTING_AMENDED ->
          List.of("schema", "type", "item_id", "command_id", "actor_id", "terms", "nonce");
      case AUCTION_PAUSED, ITEM_WITHDRAWN ->
          List.of("schema", "type", "item_id", "command_id", "actor_id", "why");
      case AUCTION_RESUMED -> List.of("schema", "type", "item_id", "command_id", "actor_id");
      case BID_PLACED ->
          List.of(
              "schema",
              "type",
              "item_id",
              "bid_id",
              "bidder_id",
              "amount",
              "approved",
              "channel",
              "nonce");
      case BID_RETRACTED ->
          List.of("schema", "type", "item_id", "command_id", "bid_id", "actor_id", "why");
      case LOCK_REQUESTED ->
          List.of("schema", "type", "item_id", "command_id", "holder", "ttl_millis");
      case LOCK_RELEASED, LOCK_COMMITTED ->
          List.of("schema", "type", "item_id", "command_id", "token");
      case CLOSE_DUE -> List.of("schema", "type", "item_id");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"schema\":1 | \"schema\":2 | schema | version 2 is unknown",
        "\"schema\":1 | \"schema\":0 | schema | version 0 is unknown",
        "\"schema\":1 | \"schema\":1.0 | schema | must be an integer",
        "\"schema\":1 | \"schema\":\"1\" | schema | must be an integer",
        "\"schema\":1 | \"schema\":null | schema | is required",
        "\"schema\":1 | \"schema\":9223372036854775808 | schema | must be an integer",
        "\"BidPlaced\" | \"BidTaken\" | type | 'BidTaken' is unknown",
        "\"BidPlaced\" | \"BID_PLACED\" | type | 'BID_PLACED' is unknown",
        "\"BidPlaced\" | 6 | type | must be a string",
        "\"item-1\" | \"item 1\" | item_id | must not have spaces",
        "\"item-1\" | \"\" | item_id | must have 1 to 128 characters",
        "\"item-1\" | \"a\\u0000\" | item_id | control characters",
        "\"item-1\" | 7 | item_id | must be a string",
        "\"item-1\" | null | item_id | is required",
        "\"bid-1\" | \"\\n\" | bid_id | control characters",
        "\"ann\" | \" ann\" | bidder_id | must not have spaces",
        "12.5 | \"twelve\" | amount | not an amount: 'twelve'",
        "12.5 | \"NaN\" | amount | not an amount: 'NaN'",
        "12.5 | true | amount | must be a number",
        "12.5 | {} | amount | must be a number",
        "12.5 | [12.5] | amount | must be a number",
        "12.5 | null | amount | is required",
        "12.5 | 1e999999999 | amount | out of range",
        "12.5 | 1e2147483647 | amount | out of range",
        "12.5 | 10e2147483647 | amount | out of range",
        "12.5 | 0.0000000000000000001 | amount | out of range",
        "12.5 | 1000000000000000000 | amount | out of range",
        "\"USD\" | 840 | currency | must be a string",
        "\"approved\":true | \"approved\":\"true\" | approved | must be true or false",
        "\"approved\":true | \"approved\":1 | approved | must be true or false",
        "\"limit\":1000 | \"limit\":false | limit | must be a number",
        "\"deposit\":99.95 | \"deposit\":\"\" | deposit | not an amount",
        "\"WEB\" | \"web\" | channel | 'web' is unknown",
        "\"WEB\" | \"FAX\" | channel | 'FAX' is unknown",
        "ddeeff | ddeef | nonce | a nonce has 32 hexadecimal digits",
        "ddeeff | ddeefg | nonce | hexadecimal"
      })
  void aBidWithAWrongFieldIsUnreadableAndTheFieldIsNamed(
      String part, String other, String field, String why) {
    assertUnreadable(LogRecordJson::read, changed(BID, part, other), field, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"rules_version\":1 | \"rules_version\":3 | rules_version | version 3 is unknown",
        "\"rules_version\":1 | \"rules_version\":0 | rules_version | version 0 is unknown",
        "\"rules_version\":1 | \"rules_version\":-1 | rules_version | is out of range",
        "\"rules_version\":1 | \"rules_version\":4294967297 | rules_version | is out of range",
        "\"terms\":{ | \"terms\":7,\"other\":{ | terms | must be an object",
        "\"Silver teapot\" | 7 | title | must be a string",
        "\"proxy\":true | \"proxy\":\"true\" | proxy | must be true or false",
        "\"start_price\":\"10\" | \"start_price\":true | start_price | must be a number or a string"
      })
  void aListingWithAWrongFieldIsUnreadableAndTheFieldIsNamed(
      String part, String other, String field, String why) {
    assertUnreadable(LogRecordJson::read, changed(LISTED, part, other), field, why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"BidPlaced\"",
        "[]",
        "[{}]",
        "{",
        "{\"schema\"",
        "{\"schema\":",
        "{\"schema\":1",
        "{\"schema\":1,}",
        "{schema:1}",
        "{'schema':1}",
        "{\"schema\":01}",
        "{\"schema\":+1}",
        "{\"schema\":.5}",
        "{\"schema\":1.}",
        "{\"schema\":NaN}",
        "{\"schema\":Infinity}",
        "{\"schema\":-Infinity}",
        "{\"schema\":1} {}",
        "{\"schema\":1}x",
        "{\"schema\":1}]",
        "{\"schema\":1 /* one */}",
        "{\"schema\":1,\"schema\":1}",
        "{\"schema\":null,\"schema\":1}",
        "{\"a\":{\"b\":1,\"b\":2}}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "\ufeff7"
      })
  void whatIsNoSingleStrictJsonObjectIsUnreadable(String json) {
    assertUnreadable(LogRecordJson::read, json, "", "JSON");
  }

  @Test
  void aRepeatedFieldIsNamed() {
    assertUnreadable(
        LogRecordJson::read,
        changed(BID, "\"amount\":12.5", "\"amount\":12.5,\"amount\":1"),
        "",
        "malformed JSON: field 'amount' is there twice");
  }

  @Test
  void bytesThatAreNotUtf8AreUnreadable() {
    byte[] json = BID.getBytes(UTF_8);
    json[BID.indexOf("ann")] = (byte) 0xff;

    assertUnreadable(ignored -> LogRecordJson.read(json), BID, "", "malformed JSON");
  }

  @Test
  void everythingIsBounded() {
    String longText = "x".repeat(JsonObject.MAX_TEXT_LENGTH + 1);
    assertUnreadable(
        LogRecordJson::read, changed(BID, "USD", longText), "", "malformed JSON: String");
    assertUnreadable(
        LogRecordJson::read, changed(BID, "USD", "x".repeat(5_000_000)), "", "malformed JSON");
    assertUnreadable(
        LogRecordJson::read, changed(BID, "12.5", "1".repeat(65)), "", "malformed JSON: Number");
    assertUnreadable(
        LogRecordJson::read,
        changed(BID, "12.5", "0." + "1".repeat(100_000)),
        "",
        "exceeds the maximum allowed");
    assertUnreadable(
        LogRecordJson::read, changed(BID, "nonce", longText), "", "malformed JSON: Name");
    for (String[] brackets : new String[][] {{"[", "]"}, {"{\"a\":", "}"}}) {
      assertUnreadable(
          LogRecordJson::read,
          changed(BID, "\"USD\"", brackets[0].repeat(100_000) + "1" + brackets[1].repeat(100_000)),
          "",
          "malformed JSON: Document nesting depth");
    }
  }

  @Test
  void aTermIsBoundedToo() {
    assertUnreadable(
        LogRecordJson::read,
        changed(LISTED, "Silver teapot", "x".repeat(1_001)),
        "title",
        "is longer than 1000 characters");
  }

  @Test
  void unknownFieldsAreIgnored() {
    String more =
        changed(
            BID,
            "\"amount\"",
            "\"colour\":\"red\",\"tags\":[1,[2],{\"a\":null}],\"more\":{\"a\":{\"b\":[]}},"
                + "\"nothing\":null,\"flag\":false,\"number\":1e999999999,\"amount\"");

    assertThat(read(LogRecordJson::read, more)).isEqualTo(ExampleRecords.BID);
    assertThat(
            read(LogRecordJson::read, changed(LISTED, "\"terms\":{", "\"terms\":{\"colour\":[],")))
        .isEqualTo(ExampleRecords.LISTED);
  }

  @Test
  void theOrderOfFieldsAndWhiteSpaceDoNotMatter() {
    assertThat(
            read(
                LogRecordJson::read,
                "\n{ \"item_id\" : \"item-1\",\t\"type\" : \"CloseDue\", \"schema\" : 1 }\r\n "))
        .isEqualTo(new LogRecord.CloseDue("item-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.5", "12.50", "1.25e1", "\"12.5\"", "\"12.50\"", "1250e-2"})
  void anAmountIsTheSameHoweverItIsWritten(String written) {
    LogRecord.BidPlaced bid =
        (LogRecord.BidPlaced) read(LogRecordJson::read, changed(BID, "12.5", written));

    assertThat(bid.amount()).isEqualTo(DecimalAmount.parse("12.5"));
  }

  @Test
  void anAmountNeverPassesThroughFloatingPoint() {
    LogRecord.BidPlaced bid =
        (LogRecord.BidPlaced)
            read(LogRecordJson::read, changed(BID, "12.5", "0.100000000000000001"));

    assertThat(bid.amount()).hasToString("0.100000000000000001");
    assertThat(text(LogRecordJson.write(bid))).contains("\"amount\":0.100000000000000001,");
  }

  @Test
  void aTermOfAmountMayBeANumberAndIsKeptAsItWasWritten() {
    LogRecord.ItemListed listed =
        (LogRecord.ItemListed)
            read(
                LogRecordJson::read,
                changed(LISTED, "\"start_price\":\"10\"", "\"start_price\":10.00"));

    assertThat(listed.terms().get(Term.START_PRICE)).hasValue("10.00");
  }

  @Test
  void anAbsentLimitIsTheSameAsNull() {
    assertThat(
            read(
                LogRecordJson::read,
                changed(
                    GOLDEN.get(6),
                    "\"approved\"",
                    "\"currency\":null,\"limit\":null,\"deposit\":null,\"approved\"")))
        .isEqualTo(ExampleRecords.BARE_BID);
  }

  /** The field is a term; a listing that says so is refused by name and not lost. */
  @Test
  void aFlagThatIsNeitherIsWrittenAsItIs() {
    LogRecord.ItemListed odd =
        new LogRecord.ItemListed(
            "item-1", "listing-1", 1, ExampleTerms.terms("proxy", "yes"), ExampleRecords.NONCE);

    String json = text(LogRecordJson.write(odd));

    assertThat(json).contains("\"terms\":{\"proxy\":\"yes\"}");
    assertUnreadable(LogRecordJson::read, json, "proxy", "must be true or false");
  }
}
