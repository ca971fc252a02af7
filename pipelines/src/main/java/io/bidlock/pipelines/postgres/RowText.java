package io.bidlock.pipelines.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A row's texts, and a row as text. */
final class RowText {
  /** PostgreSQL's code for a character that it does not have. */
  static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

  private static final JsonFactory JSON = new JsonFactory();

  private RowText() {}

  /** How many characters stand in a row's texts. */
  static long length(Row row) {
    long length = 0;
    for (Object value : row.getValues()) {
      if (value instanceof String text) {
        length += text.length();
      }
    }
    return length;
  }

  /**
   * Why a row's texts cannot be stored: PostgreSQL has no NUL, and half a surrogate pair, which a
   * Java text may have, would arrive as a question mark.
   */
  static Optional<String> problem(Row row) {
    for (int column = 0; column < row.getFieldCount(); column++) {
      Object value = row.getValue(column);
      if (value instanceof String text) {
        Optional<String> problem = problem(text);
        if (problem.isPresent()) {
          String name = row.getSchema().getField(column).getName();
          return Optional.of("column " + name + " holds " + problem.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == 0) {
        return Optional.of("a NUL character");
      }
      if (Character.isSurrogate(character)) {
        if (Character.isLowSurrogate(character)
            || index + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(index + 1))) {
          return Optional.of("half a surrogate pair");
        }
        index++;
      }
    }
    return Optional.empty();
  }

  /** A JSON object, a field a column. */
  static String json(Row row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      // Half a surrogate pair can only be written as its number.
      json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), problem(row).isPresent());
      json.writeStartObject();
      for (Schema.Field column : row.getSchema().getFields()) {
        json.writeFieldName(column.getName());
        writeValue(json, row.getValue(column.getName()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes every character", e);
    }
    return text.toString();
  }

  private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
  }
}
