package io.bidlock.auction.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.bidlock.auction.money.DecimalAmount;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A small JSON object, read strictly: no repeated names, no NaN, nothing after it, bounded sizes,
 * and numbers kept as the text they were, so that no amount ever passes through floating point.
 * Arrays are read over; no record of BidLock holds one.
 */
public final class JsonObject {
  /** Longest text in a record, in characters. */
  public static final int MAX_TEXT_LENGTH = 4_000;

  private static final int MAX_NESTING = 8;

  /** How every reader and writer of BidLock's JSON is set up. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(MAX_TEXT_LENGTH)
                  .maxNameLength(100)
                  .maxNumberLength(DecimalAmount.MAX_TEXT_LENGTH)
                  .build())
          .build();

  private sealed interface Value {
    record Text(String text) implements Value {}

    record Digits(String text) implements Value {}

    record Flag(boolean flag) implements Value {}

    record Nested(JsonObject object) implements Value {}

    /** JSON null, which is the same as absent but where somebody asks. */
    record Null() implements Value {
      static final Null INSTANCE = new Null();
    }

    /** An array. */
    record Other() implements Value {
      static final Other INSTANCE = new Other();
    }
  }

  private final Map<String, Value> values;

  private JsonObject(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads one object and nothing else.
   *
   * @throws UnreadableRecord when the bytes are something else
   */
  public static JsonObject read(byte[] bytes) throws UnreadableRecord {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableRecord("not a JSON object");
      }
      JsonObject object = readObject(parser);
      if (parser.nextToken() != null) {
        throw new UnreadableRecord("there is something after the JSON object");
      }
      return object;
    } catch (IOException e) {
      throw new UnreadableRecord(malformed(e));
    }
  }

  /**
   * Reads the object whose {@code START_OBJECT} the parser is at.
   *
   * @throws IOException when it is malformed
   */
  public static JsonObject readObject(JsonParser parser) throws IOException {
    Map<String, Value> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      // Found here, where a map is made anyway: the parser's own check would make a second one.
      if (values.put(name, readValue(parser)) != null) {
        throw new JsonParseException(parser, "field '" + name + "' is there twice");
      }
    }
    return new JsonObject(values);
  }

  private static Value readValue(JsonParser parser) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> new Value.Text(wellFormed(parser));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Digits(parser.getText());
      case VALUE_TRUE -> new Value.Flag(true);
      case VALUE_FALSE -> new Value.Flag(false);
      case VALUE_NULL -> Value.Null.INSTANCE;
      case START_OBJECT -> new Value.Nested(readObject(parser));
      default -> {
        parser.skipChildren();
        yield Value.Other.INSTANCE;
      }
    };
  }

  /** Half a surrogate has no UTF-8 form: what is read would not be what is kept and hashed. */
  private static String wellFormed(JsonParser parser) throws IOException {
    String text = parser.getText();
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (Character.isSurrogate(character)) {
        boolean pair =
            Character.isHighSurrogate(character)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
        if (!pair) {
          throw new JsonParseException(parser, "a text holds half a surrogate pair");
        }
        index++;
      }
    }
    return text;
  }

  /** What is wrong with the JSON, in one line. */
  public static String malformed(IOException e) {
    String message =
        e instanceof com.fasterxml.jackson.core.JacksonException json
            ? json.getOriginalMessage()
            : String.valueOf(e.getMessage());
    int newline = message.indexOf('\n');
    return "malformed JSON: " + (newline < 0 ? message : message.substring(0, newline));
  }

  /** The names of all fields, in order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Whether the field is there, be it null. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether the field is there and null. */
  public boolean isNull(String name) {
    return values.get(name) instanceof Value.Null;
  }

  /**
   * A text, a number as it was written, or a flag, as a text; empty where the field is absent or
   * null.
   *
   * @throws UnreadableRecord when it is an object or an array
   */
  public Optional<String> scalar(String name) throws UnreadableRecord {
    return value(name).orElse(Value.Null.INSTANCE) instanceof Value.Flag flag
        ? Optional.of(Boolean.toString(flag.flag()))
        : numberOrText(name);
  }

  private Optional<Value> value(String name) {
    Value value = values.get(name);
    return value == null || value instanceof Value.Null ? Optional.empty() : Optional.of(value);
  }

  private static UnreadableRecord required(String name) {
    return new UnreadableRecord(name, "is required");
  }

  /** A string. */
  public String text(String name) throws UnreadableRecord {
    return optionalText(name).orElseThrow(() -> required(name));
  }

  /** A string, or nothing. */
  public Optional<String> optionalText(String name) throws UnreadableRecord {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Text text) {
      return Optional.of(text.text());
    }
    throw new UnreadableRecord(name, "must be a string");
  }

  /** An integer. */
  public long number(String name) throws UnreadableRecord {
    OptionalLong number = optionalNumber(name);
    if (number.isEmpty()) {
      throw required(name);
    }
    return number.getAsLong();
  }

  /** An integer, or nothing. */
  public OptionalLong optionalNumber(String name) throws UnreadableRecord {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (value.get() instanceof Value.Digits digits) {
      try {
        return OptionalLong.of(Long.parseLong(digits.text()));
      } catch (NumberFormatException e) {
        throw new UnreadableRecord(name, "must be an integer");
      }
    }
    throw new UnreadableRecord(name, "must be an integer");
  }

  /** An integer that is not negative and fits an {@code int}. */
  public int smallNumber(String name) throws UnreadableRecord {
    long number = number(name);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new UnreadableRecord(name, "is out of range");
    }
    return (int) number;
  }

  /** An ISO 8601 instant, in milliseconds since the epoch. */
  public long time(String name) throws UnreadableRecord {
    OptionalLong time = optionalTime(name);
    if (time.isEmpty()) {
      throw required(name);
    }
    return time.getAsLong();
  }

  /** An ISO 8601 instant, or nothing. */
  public OptionalLong optionalTime(String name) throws UnreadableRecord {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(text.get()).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new UnreadableRecord(name, "must be an ISO 8601 instant like 2026-11-21T18:00:00Z");
    }
  }

  /** An exact decimal: a number, or a string that holds one. */
  public DecimalAmount amount(String name) throws UnreadableRecord {
    return optionalAmount(name).orElseThrow(() -> required(name));
  }

  /** An exact decimal, or nothing. */
  public Optional<DecimalAmount> optionalAmount(String name) throws UnreadableRecord {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text;
    if (value.get() instanceof Value.Digits digits) {
      text = digits.text();
    } else if (value.get() instanceof Value.Text quoted) {
      text = quoted.text();
    } else {
      throw new UnreadableRecord(name, "must be a number");
    }
    try {
      return Optional.of(DecimalAmount.parse(text));
    } catch (NumberFormatException e) {
      throw new UnreadableRecord(name, e.getMessage());
    }
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name) throws UnreadableRecord {
    return optionalFlag(name).orElseThrow(() -> required(name));
  }

  /** {@code true} or {@code false}, or nothing. */
  public Optional<Boolean> optionalFlag(String name) throws UnreadableRecord {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Flag flag) {
      return Optional.of(flag.flag());
    }
    throw new UnreadableRecord(name, "must be true or false");
  }

  /** A nested object. */
  public JsonObject object(String name) throws UnreadableRecord {
    return optionalObject(name).orElseThrow(() -> required(name));
  }

  /** A nested object, or nothing. */
  public Optional<JsonObject> optionalObject(String name) throws UnreadableRecord {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Nested nested) {
      return Optional.of(nested.object());
    }
    throw new UnreadableRecord(name, "must be an object");
  }

  /** The text of a number as it was written, or of a string; for values that may be either. */
  Optional<String> numberOrText(String name) throws UnreadableRecord {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Digits digits) {
      return Optional.of(digits.text());
    }
    if (value.get() instanceof Value.Text text) {
      return Optional.of(text.text());
    }
    throw new UnreadableRecord(name, "must be a number or a string");
  }
}
