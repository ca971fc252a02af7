package io.bidlock.auction.wire;

import static io.bidlock.auction.wire.Readings.assertUnreadable;
import static io.bidlock.auction.wire.Readings.read;
import static io.bidlock.auction.wire.Readings.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.money.DecimalAmount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Small JSON objects: what is absent stays absent, and nothing is guessed. */
final class JsonObjectTest {
  private static JsonObject object(String json) {
    return read(JsonObject::read, json);
  }

  @Test
  void whatIsAbsentOrNullIsNothing() throws UnreadableRecord {
    for (String json : new String[] {"{}", "{\"a\":null}"}) {
      JsonObject object = object(json);
      assertThat(object.optionalText("a")).isEmpty();
      assertThat(object.optionalNumber("a")).isEmpty();
      assertThat(object.optionalAmount("a")).isEmpty();
      assertThat(object.optionalFlag("a")).isEmpty();
      assertThat(object.optionalTime("a")).isEmpty();
      assertThat(object.optionalObject("a")).isEmpty();
      assertThat(object.numberOrText("a")).isEmpty();
    }
  }

  @Test
  void whatIsOneValueIsToldAsAText() throws UnreadableRecord {
    JsonObject object = object("{\"a\":\"x\",\"b\":1.50,\"c\":true,\"d\":null,\"e\":{}}");

    assertThat(object.scalar("a")).contains("x");
    assertThat(object.scalar("b")).contains("1.50");
    assertThat(object.scalar("c")).contains("true");
    assertThat(object.scalar("d")).isEmpty();
    assertThat(object.scalar("none")).isEmpty();
    assertThatThrownBy(() -> object.scalar("e")).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void nullIsThereYetAbsentIsNot() {
    JsonObject object = object("{\"b\":null,\"a\":1}");

    assertThat(object.names()).containsExactly("b", "a");
    assertThat(object.has("b")).isTrue();
    assertThat(object.isNull("b")).isTrue();
    assertThat(object.isNull("a")).isFalse();
    assertThat(object.has("c")).isFalse();
    assertThat(object.isNull("c")).isFalse();
  }

  @Test
  void whatIsRequiredIsAskedForByName() {
    String json = "{\"a\":null}";

    assertUnreadable(bytes -> JsonObject.read(bytes).text("a"), json, "a", "is required");
    assertUnreadable(bytes -> JsonObject.read(bytes).number("a"), json, "a", "is required");
    assertUnreadable(bytes -> JsonObject.read(bytes).smallNumber("a"), json, "a", "is required");
    assertUnreadable(bytes -> JsonObject.read(bytes).amount("a"), json, "a", "is required");
    assertUnreadable(bytes -> JsonObject.read(bytes).flag("a"), json, "a", "is required");
    assertUnreadable(bytes -> JsonObject.read(bytes).time("a"), json, "a", "is required");
    assertUnreadable(bytes -> JsonObject.read(bytes).object("a"), json, "a", "is required");
  }

  @Test
  void aValueOfAnotherKindIsNotConverted() {
    assertUnreadable(
        bytes -> JsonObject.read(bytes).text("a"), "{\"a\":[\"x\"]}", "a", "must be a string");
    assertUnreadable(
        bytes -> JsonObject.read(bytes).number("a"), "{\"a\":\"1\"}", "a", "must be an integer");
    assertUnreadable(
        bytes -> JsonObject.read(bytes).number("a"), "{\"a\":1e3}", "a", "must be an integer");
    assertUnreadable(
        bytes -> JsonObject.read(bytes).object("a"), "{\"a\":[]}", "a", "must be an object");
    assertUnreadable(
        bytes -> JsonObject.read(bytes).numberOrText("a"),
        "{\"a\":{}}",
        "a",
        "must be a number or a string");
    assertUnreadable(
        bytes -> JsonObject.read(bytes).smallNumber("a"),
        "{\"a\":2147483648}",
        "a",
        "is out of range");
  }

  @Test
  void aTimeIsAnInstant() throws UnreadableRecord {
    assertThat(object("{\"a\":\"2026-11-21T18:00:00.5Z\"}").time("a"))
        .isEqualTo(1_795_284_000_500L);
    for (String time :
        new String[] {
          "2026-11-21", "18:00", "", "2026-02-30T00:00:00Z", "+1000000000-12-31T23:59:59Z"
        }) {
      assertUnreadable(
          bytes -> JsonObject.read(bytes).time("a"),
          "{\"a\":\"" + time + "\"}",
          "a",
          "must be an ISO 8601 instant");
    }
    assertUnreadable(
        bytes -> JsonObject.read(bytes).time("a"), "{\"a\":1}", "a", "must be a string");
  }

  @Test
  void whatIsAbsentIsNotWritten() {
    assertThat(
            text(
                JsonWriter.object(
                    out ->
                        out.text("a", Optional.empty())
                            .number("a", OptionalLong.empty())
                            .time("a", OptionalLong.empty())
                            .flag("a", Optional.empty())
                            .amount("a", Optional.empty())
                            .money("a", OptionalLong.empty(), 2))))
        .isEqualTo("{}");
  }

  @Test
  void whatIsThereIsWrittenInOrder() {
    assertThat(
            text(
                JsonWriter.object(
                    out ->
                        out.text("text", Optional.of("a\"b\n"))
                            .number("number", OptionalLong.of(Long.MIN_VALUE))
                            .time("time", OptionalLong.of(1_795_284_000_500L))
                            .flag("flag", Optional.of(false))
                            .amount("amount", Optional.of(DecimalAmount.parse("1e-18")))
                            .money("money", OptionalLong.of(1_250), 2)
                            .money("yen", 1_250, 0)
                            .nothing("nothing")
                            .nested("nested", nested -> nested.flag("flag", true)))))
        .isEqualTo(
            "{\"text\":\"a\\\"b\\n\",\"number\":-9223372036854775808,"
                + "\"time\":\"2026-11-21T18:00:00.500Z\",\"flag\":false,"
                + "\"amount\":0.000000000000000001,\"money\":12.50,\"yen\":1250,"
                + "\"nothing\":null,\"nested\":{\"flag\":true}}");
  }

  @Test
  void aWriterThatFailsSaysSo() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () ->
                JsonWriter.object(
                    out -> {
                      throw new IOException("disk full");
                    }))
        .withMessage("memory cannot be written to");
  }

  @Test
  void whatIsWrongIsToldInOneLine() {
    assertThat(JsonObject.malformed(new IOException("first\nsecond")))
        .isEqualTo("malformed JSON: first");
    assertThat(JsonObject.malformed(new IOException())).isEqualTo("malformed JSON: null");
    assertUnreadable(JsonObject::read, "[1]", "", "not a JSON object");
    assertUnreadable(JsonObject::read, "{} {}", "", "there is something after the JSON object");
  }

  @Test
  void anUnreadableRecordNamesItsFieldWhereItIsOne() {
    assertThat(new UnreadableRecord("amount", "is required"))
        .hasMessage("amount: is required")
        .extracting(UnreadableRecord::field)
        .isEqualTo(Optional.of("amount"));
    assertThat(new UnreadableRecord("not a JSON object").field()).isEmpty();
  }

  @Test
  void halfASurrogatePairIsUnreadable() throws UnreadableRecord {
    for (String half : new String[] {"\\ud83d", "\\ude00", "\\ud83dx", "\\ude00\\ud83d"}) {
      assertUnreadable(
          JsonObject::read,
          "{\"title\":\"" + half + "\"}",
          "",
          "malformed JSON: a text holds half a surrogate pair");
    }
    assertThat(JsonObject.read("{\"title\":\"\\ud83d\\ude00\"}".getBytes(UTF_8)).text("title"))
        .isEqualTo("😀");
  }
}
