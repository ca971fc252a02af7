package io.bidlock.auction.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bidlock.auction.money.DecimalAmount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes one JSON object, leaving out what is absent. Money is a plain decimal number, never
 * through floating point.
 */
public final class JsonWriter {
  /** What writes fields. */
  @FunctionalInterface
  public interface Body {
    void write(JsonWriter out) throws IOException;
  }

  private final JsonGenerator generator;

  private JsonWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The UTF-8 bytes of an object with these fields. */
  public static byte[] object(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(400);
    try (JsonGenerator generator = JsonObject.FACTORY.createGenerator(bytes)) {
      JsonWriter out = new JsonWriter(generator);
      generator.writeStartObject();
      body.write(out);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  public JsonWriter nested(String name, Body body) throws IOException {
    generator.writeObjectFieldStart(name);
    body.write(this);
    generator.writeEndObject();
    return this;
  }

  public JsonWriter text(String name, String value) throws IOException {
    generator.writeStringField(name, value);
    return this;
  }

  public JsonWriter text(String name, Optional<String> value) throws IOException {
    return value.isPresent() ? text(name, value.get()) : this;
  }

  public JsonWriter number(String name, long value) throws IOException {
    generator.writeNumberField(name, value);
    return this;
  }

  public JsonWriter number(String name, OptionalLong value) throws IOException {
    return value.isPresent() ? number(name, value.getAsLong()) : this;
  }

  /** Milliseconds since the epoch as an ISO 8601 instant. */
  public JsonWriter time(String name, long millis) throws IOException {
    return text(name, InstantText.of(millis));
  }

  public JsonWriter time(String name, OptionalLong millis) throws IOException {
    return millis.isPresent() ? time(name, millis.getAsLong()) : this;
  }

  public JsonWriter flag(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
    return this;
  }

  public JsonWriter flag(String name, Optional<Boolean> value) throws IOException {
    return value.isPresent() ? flag(name, value.get()) : this;
  }

  public JsonWriter amount(String name, DecimalAmount value) throws IOException {
    return decimal(name, value.toString());
  }

  public JsonWriter amount(String name, Optional<DecimalAmount> value) throws IOException {
    return value.isPresent() ? amount(name, value.get()) : this;
  }

  /** An amount in minor units, written with the currency's digits. */
  public JsonWriter money(String name, long minor, int currencyScale) throws IOException {
    return decimal(name, DecimalAmount.format(minor, currencyScale));
  }

  public JsonWriter money(String name, OptionalLong minor, int currencyScale) throws IOException {
    return minor.isPresent() ? money(name, minor.getAsLong(), currencyScale) : this;
  }

  /** A number that is no money, written with its own digits. */
  public JsonWriter decimal(String name, BigDecimal value) throws IOException {
    return decimal(name, value.toPlainString());
  }

  /** What is JSON already. */
  public JsonWriter json(String name, String value) throws IOException {
    generator.writeFieldName(name);
    generator.writeRawValue(value);
    return this;
  }

  /** JSON null. */
  public JsonWriter nothing(String name) throws IOException {
    generator.writeNullField(name);
    return this;
  }

  private JsonWriter decimal(String name, String plain) throws IOException {
    generator.writeFieldName(name);
    generator.writeNumber(plain);
    return this;
  }
}
