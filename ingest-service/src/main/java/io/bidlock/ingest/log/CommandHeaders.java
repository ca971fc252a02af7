package io.bidlock.ingest.log;

import io.bidlock.auction.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What stands in the headers of a record of the auction log: CloudEvents attributes in binary mode
 * (CloudEvents Kafka protocol binding 1.0) and the W3C trace context. Nothing is decided by them.
 */
public final class CommandHeaders {
  private static final String ID = "ce_id";
  private static final String TYPE = "ce_type";
  private static final String TYPE_PREFIX = "io.bidlock.";
  private static final String BID_PLACED = TYPE_PREFIX + LogRecord.Kind.BID_PLACED.wireName();
  private static final Header VERSION = header("ce_specversion", "1.0");
  private static final Header CONTENT = header("content-type", "application/json");

  private CommandHeaders() {}

  static List<Header> of(LogRecord record, String source, Optional<String> traceparent) {
    List<Header> headers = new ArrayList<>(7);
    headers.add(VERSION);
    headers.add(header(ID, eventId(record)));
    headers.add(header(TYPE, TYPE_PREFIX + record.kind().wireName()));
    headers.add(header("ce_source", source));
    headers.add(header("ce_subject", record.itemId()));
    headers.add(CONTENT);
    traceparent.ifPresent(context -> headers.add(header("traceparent", context)));
    return headers;
  }

  /** CloudEvents wants an id even of a record that needs none. */
  private static String eventId(LogRecord record) {
    return record.commandId().isEmpty() ? UUID.randomUUID().toString() : record.commandId();
  }

  /** Whether the record says in its headers what it is; one that came another way may not. */
  public static boolean tell(Headers headers) {
    return headers.lastHeader(TYPE) != null;
  }

  /** The bid's id where the record is a bid, found without reading the record itself. */
  public static Optional<String> bidId(Headers headers) {
    Header type = headers.lastHeader(TYPE);
    Header id = headers.lastHeader(ID);
    return type != null && id != null && text(type).equals(BID_PLACED)
        ? Optional.of(text(id))
        : Optional.empty();
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
