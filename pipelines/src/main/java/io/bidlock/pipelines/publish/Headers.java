package io.bidlock.pipelines.publish;

import io.bidlock.auction.wire.InstantText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Headers of what jobs write: CloudEvents attributes in binary mode (CloudEvents Kafka protocol
 * binding 1.0) and the writer's epoch. Not thread-safe.
 */
final class Headers {
  private static final Header VERSION = header("ce_specversion", "1.0");
  private static final Header ARBITRATION = header("ce_source", "/bidlock/arbitration");

  /** The source of what the medallion job writes. */
  static final Header MEDALLION = header("ce_source", "/bidlock/medallion");

  private static final Header CONTENT = header("content-type", "application/json");

  private final Header source;
  private final Header epoch;
  private Header time = header("ce_time", InstantText.of(0));
  private long timeMillis;

  /** Of what arbitration writes. */
  Headers(long epoch) {
    this(ARBITRATION, epoch);
  }

  Headers(Header source, long epoch) {
    this.source = source;
    this.epoch = header("epoch", Long.toString(epoch));
  }

  /**
   * The headers of one record.
   *
   * @param type the event's type, as {@link #type} makes it
   * @param id the same for the same content, so that readers can drop repeats
   * @param subject what it is about: an item, a bidder
   */
  List<Header> of(Header type, String id, String subject, long timeMillis) {
    List<Header> headers = new ArrayList<>(8);
    headers.add(VERSION);
    headers.add(header("ce_id", id));
    headers.add(type);
    headers.add(source);
    headers.add(header("ce_subject", subject));
    headers.add(time(timeMillis));
    headers.add(CONTENT);
    headers.add(epoch);
    return headers;
  }

  /** Neighbours in the log share their time more often than not. */
  private Header time(long millis) {
    if (millis != timeMillis) {
      timeMillis = millis;
      time = header("ce_time", InstantText.of(millis));
    }
    return time;
  }

  static Header type(String name) {
    return header("ce_type", "io.bidlock." + name);
  }

  static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
