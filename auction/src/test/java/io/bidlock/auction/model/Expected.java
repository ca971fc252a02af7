package io.bidlock.auction.model;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.log.LogEntry;
import java.util.Optional;
import java.util.OptionalLong;

/** What the model says should follow from a record; amounts in minor units. */
public sealed interface Expected {
  /** The ruling's number, 0 where the item is unknown. */
  long itemSeq();

  /**
   * A decision.
   *
   * @param open whether the auction went on after it; prices and leader count only where it did
   * @param first of a repeat: the entry that was decided first
   */
  record Decided(
      long itemSeq,
      LogEntry entry,
      long timeMillis,
      boolean accepted,
      Optional<Reason> reason,
      OptionalLong priceBefore,
      OptionalLong priceAfter,
      Optional<String> leader,
      OptionalLong minimum,
      long endMillis,
      OptionalLong lockUntilMillis,
      boolean open,
      Optional<LogEntry> first)
      implements Expected {}

  /** The item closed. */
  record Closed(
      long itemSeq,
      Outcome outcome,
      Optional<String> winner,
      OptionalLong price,
      long bids,
      long acceptedBids,
      long closedAtMillis)
      implements Expected {}
}
