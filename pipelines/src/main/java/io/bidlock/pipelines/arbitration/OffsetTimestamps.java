package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Position;
import io.bidlock.pipelines.elements.FreeTimestamps;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Makes a record's place in the log its Beam timestamp, so that sorting by time is sorting by
 * offset, without ties. For bounded input only: the log's own time is in the entry.
 */
final class OffsetTimestamps extends FreeTimestamps<KV<String, LogEntry>, KV<String, LogEntry>> {
  private static final long serialVersionUID = 1L;

  /** Records that one partition may hold in an era: a thousand billion. */
  private static final int OFFSET_BITS = 40;

  private static final long MAX_ERA =
      (BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis() >> OFFSET_BITS) - 1;

  @ProcessElement
  public void stamp(
      @Element KV<String, LogEntry> element, OutputReceiver<KV<String, LogEntry>> out) {
    out.outputWithTimestamp(element, timestamp(element.getValue().position()));
  }

  /**
   * @throws IllegalStateException when a position is beyond what a Beam timestamp can hold
   */
  static Instant timestamp(Position position) {
    if (position.era() > MAX_ERA || position.offset() >> OFFSET_BITS != 0) {
      throw new IllegalStateException(
          "position " + position + " is beyond era " + MAX_ERA + " or 2^" + OFFSET_BITS);
    }
    return new Instant(((long) position.era() << OFFSET_BITS) + position.offset());
  }
}
