package io.bidlock.pipelines.bronze;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Records as JSON Lines: {@code topic, era, partition, offset, timestamp} (milliseconds), {@code
 * key} and {@code value} (Base64, or null), {@code headers} (a list of {@code name} and {@code
 * value}, Base64 or null).
 */
final class JsonLines {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // A record may be as long as Kafka takes it; the file's digest tells whether it is ours.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private JsonLines() {}

  static byte[] write(List<BronzeRecord> records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      for (BronzeRecord record : records) {
        write(record, json);
      }
      json.writeRaw('\n');
    }
    return bytes.toByteArray();
  }

  private static void write(BronzeRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", record.topic());
    json.writeNumberField("era", record.era());
    json.writeNumberField("partition", record.partition());
    json.writeNumberField("offset", record.offset());
    json.writeNumberField("timestamp", record.timestampMillis());
    writeBytes("key", record.key(), json);
    writeBytes("value", record.value(), json);
    json.writeArrayFieldStart("headers");
    for (BronzeRecord.Header header : record.headers()) {
      json.writeStartObject();
      json.writeStringField("name", header.name());
      writeBytes("value", header.value(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeBytes(String name, byte @Nullable [] bytes, JsonGenerator json)
      throws IOException {
    if (bytes == null) {
      json.writeNullField(name);
    } else {
      json.writeBinaryField(name, bytes);
    }
  }

  static List<BronzeRecord> read(byte[] file) throws IOException {
    List<BronzeRecord> records = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(file)) {
      while (json.nextToken() != null) {
        records.add(readRecord(json));
      }
    }
    return records;
  }

  private static BronzeRecord readRecord(JsonParser json) throws IOException {
    String topic = null;
    int era = -1;
    int partition = -1;
    long offset = -1;
    long timestampMillis = -1;
    byte[] key = null;
    byte[] value = null;
    List<BronzeRecord.Header> headers = new ArrayList<>();
    require(JsonToken.START_OBJECT, json);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "topic" -> topic = json.getText();
        case "era" -> era = json.getIntValue();
        case "partition" -> partition = json.getIntValue();
        case "offset" -> offset = json.getLongValue();
        case "timestamp" -> timestampMillis = json.getLongValue();
        case "key" -> key = readBytes(json);
        case "value" -> value = readBytes(json);
        case "headers" -> readHeaders(json, headers);
        default -> json.skipChildren();
      }
    }
    if (topic == null || era < 0 || partition < 0 || offset < 0) {
      throw new IOException("a record has no topic, era, partition or offset");
    }
    return new BronzeRecord(topic, era, partition, offset, timestampMillis, key, value, headers);
  }

  private static void readHeaders(JsonParser json, List<BronzeRecord.Header> headers)
      throws IOException {
    require(JsonToken.START_ARRAY, json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.START_OBJECT, json);
      String headerName = null;
      byte[] value = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "name" -> headerName = json.getText();
          case "value" -> value = readBytes(json);
          default -> json.skipChildren();
        }
      }
      if (headerName == null) {
        throw new IOException("a header has no name");
      }
      headers.add(new BronzeRecord.Header(headerName, value));
    }
  }

  private static byte @Nullable [] readBytes(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getBinaryValue();
  }

  private static void require(JsonToken token, JsonParser json) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException("not a record: " + json.currentToken() + " instead of " + token);
    }
  }
}
