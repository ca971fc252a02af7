package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Reason;
import java.util.Set;
import org.apache.beam.sdk.values.Row;

/** What rows of {@code silver.bids} tell. */
public final class BidRows {
  private static final Set<String> TELL_OF_A_REPEAT =
      Set.of(Reason.DUPLICATE_BID.name(), Reason.IDEMPOTENCY_CONFLICT.name());

  private BidRows() {}

  public static boolean accepted(Row bid) {
    return "ACCEPTED".equals(bid.getString("outcome"));
  }

  /** Whether a bid counts as one of its own: a repeat is no other bid. */
  public static boolean counts(Row bid) {
    String reason = bid.getString("reason");
    return reason == null || !TELL_OF_A_REPEAT.contains(reason);
  }
}
