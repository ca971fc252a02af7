package io.bidlock.ingest.decisions;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.state.StateCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The bids of the last 24 h by their id, with their decisions: bounded in age and in number. Fed
 * from the auction log (that a bid is waiting) and from the decisions, in any order and with
 * repeats. Safe for use by several threads.
 */
public final class BidIndex {
  /** How far back it goes. */
  public static final Duration REACH = Duration.ofHours(24);

  private static final int ID_LENGTH = 32;
  private static final byte[] WAITING = {};

  /** A bid's id, 32 hexadecimal digits, in a fifth of the memory. */
  private record BidKey(long high, long low) {
    static Optional<BidKey> of(String bidId) {
      if (bidId.length() != ID_LENGTH) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new BidKey(
                HexFormat.fromHexDigitsToLong(bidId, 0, 16),
                HexFormat.fromHexDigitsToLong(bidId, 16, 32)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  private record Arrival(BidKey key, long timeMillis) {}

  /** What is known of a bid. */
  public sealed interface Found {
    /** It was decided. */
    record Decided(Decision decision) implements Found {}

    /** It stands in the log and waits. */
    record Waiting() implements Found {}

    /** It did not come in the last 24 h. */
    record Nothing() implements Found {}

    /**
     * It is not known here, but some younger than 24 h had to be dropped: it may be one of them.
     */
    record Dropped() implements Found {}
  }

  private final int capacity;
  private final Map<BidKey, byte[]> decisions = new HashMap<>();
  private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
  private long newestDroppedMillis = Long.MIN_VALUE;

  /**
   * @param capacity most bids kept; beyond it the oldest go
   */
  public BidIndex(int capacity) {
    this.capacity = capacity;
  }

  /** A bid stands in the log. */
  public synchronized void placed(String bidId, long timeMillis) {
    BidKey.of(bidId)
        .ifPresent(
            key -> {
              if (decisions.putIfAbsent(key, WAITING) == null) {
                arrived(key, timeMillis);
              }
            });
  }

  /**
   * A bid was decided. The first decision stands, unless there was no such item then: nobody
   * remembers those, and the bid may come again. A decision is as old as its item time: a new
   * generation publishes what was decided long ago.
   */
  public synchronized void decided(Decision decision, long publishedMillis) {
    if (decision.timeMillis() < publishedMillis - REACH.toMillis()) {
      return;
    }
    Optional<BidKey> key = BidKey.of(decision.commandId());
    if (key.isEmpty() || decision.reason().equals(Optional.of(Reason.IDEMPOTENCY_CONFLICT))) {
      return;
    }
    Decision answer = decision.answer();
    byte[] known = decisions.get(key.get());
    if (known == null || known == WAITING || isUnknownItem(known)) {
      decisions.put(key.get(), StateCodec.encode(new Remembered(0, answer)));
    }
    if (known == null) {
      arrived(key.get(), decision.timeMillis());
    }
  }

  /** Looks a bid up at a time. */
  public synchronized Found find(String bidId, long nowMillis) {
    byte[] known = BidKey.of(bidId).map(decisions::get).orElse(null);
    if (known == null) {
      return newestDroppedMillis > nowMillis - REACH.toMillis() && BidKey.of(bidId).isPresent()
          ? new Found.Dropped()
          : new Found.Nothing();
    }
    return known == WAITING
        ? new Found.Waiting()
        : new Found.Decided(StateCodec.decodeRemembered(known).decision());
  }

  public synchronized int size() {
    return decisions.size();
  }

  private void arrived(BidKey key, long timeMillis) {
    arrivals.add(new Arrival(key, timeMillis));
    long horizonMillis = timeMillis - REACH.toMillis();
    while (!arrivals.isEmpty()
        && (arrivals.size() > capacity || arrivals.peek().timeMillis() < horizonMillis)) {
      Arrival oldest = arrivals.remove();
      decisions.remove(oldest.key());
      if (oldest.timeMillis() >= horizonMillis) {
        newestDroppedMillis = Math.max(newestDroppedMillis, oldest.timeMillis());
      }
    }
  }

  private static boolean isUnknownItem(byte[] known) {
    return StateCodec.decodeRemembered(known)
        .decision()
        .reason()
        .equals(Optional.of(Reason.UNKNOWN_ITEM));
  }
}
