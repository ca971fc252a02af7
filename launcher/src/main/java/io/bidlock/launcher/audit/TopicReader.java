package io.bidlock.launcher.audit;

import java.util.function.Consumer;

/** Reads topics as they stand. */
public interface TopicReader {
  /**
   * A record as it stands in a topic.
   *
   * @param timeMillis the broker's timestamp, milliseconds since the epoch
   */
  record TopicRecord(int partition, long offset, long timeMillis, byte[] value) {}

  /** Hands over every record of a topic; those of one partition in their order. */
  void read(String topic, Consumer<TopicRecord> reader);
}
