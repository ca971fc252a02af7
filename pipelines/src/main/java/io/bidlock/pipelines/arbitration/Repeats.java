package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Position;
import java.util.Optional;

/** What to do with a record at or before an item's last decided position. */
public enum Repeats {
  /** Stop, loudly: nothing may be decided out of order or twice. */
  FAIL,
  /** Skip it: the input overlaps, as where bronze ends and the log begins. */
  SKIP;

  /**
   * Whether a record is to be passed over.
   *
   * @param decided the position of its item's last decided record; empty where there is none
   * @throws OutOfOrder when it is at or before that, and repeats are not to be skipped
   */
  boolean passOver(LogEntry entry, Optional<Position> decided) {
    if (decided.isEmpty() || entry.position().compareTo(decided.get()) > 0) {
      return false;
    }
    if (this == FAIL) {
      throw new OutOfOrder(entry, decided.get());
    }
    return true;
  }
}
