package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Position;

/** A record came at or before its item's last decided one. To decide it would rewrite history. */
public final class OutOfOrder extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  OutOfOrder(LogEntry entry, Position decided) {
    super(
        "Item "
            + entry.record().itemId()
            + ": the record at "
            + entry.position()
            + " came after the one at "
            + decided
            + " was decided. This runner did not keep the order; run with --order=OFFSET, or with"
            + " --repeats=SKIP where the input is known to overlap.");
  }
}
