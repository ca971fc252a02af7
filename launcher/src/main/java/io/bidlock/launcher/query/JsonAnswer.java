package io.bidlock.launcher.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An answer as a JSON array with an object a row, each on a line of its own. */
final class JsonAnswer implements Answer {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // NaN is no number of JSON.
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private final PrintWriter out;
  private final JsonGenerator json;
  private final List<String> names = new ArrayList<>();

  JsonAnswer(PrintWriter out) {
    this.out = out;
    try {
      json = FACTORY.createGenerator(out);
    } catch (IOException e) {
      throw new IllegalStateException("No JSON can be written", e);
    }
    json.setPrettyPrinter(new RowsOnLines());
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    columns.forEach(column -> names.add(column.name()));
    json.writeStartArray();
  }

  @Override
  public boolean row(List<Object> values) throws IOException {
    json.writeStartObject();
    for (int place = 0; place < names.size(); place++) {
      json.writeFieldName(names.get(place));
      write(values.get(place));
    }
    json.writeEndObject();
    return true;
  }

  private void write(Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case BigDecimal decimal -> json.writeNumber(Cells.plain(decimal));
      case BigInteger number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.longValue());
      default -> json.writeString(Cells.text(value));
    }
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.flush();
    out.println();
  }

  /** A comma and a new line between rows, and nothing within them. */
  private static final class RowsOnLines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(",\n");
    }
  }
}
