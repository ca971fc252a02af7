package io.bidlock.ingest.closer;

import io.bidlock.ingest.log.Appended;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * When to write {@code CloseDue} for an item.
 *
 * @param dueMillis what the board says
 * @param nextMillis when to write, or to write again
 * @param written how often it came to stand in the log at or after the due time
 * @param failed how often Kafka did not take it since
 */
record Due(String itemId, long dueMillis, long nextMillis, int written, int failed) {
  /** What is due first comes first. */
  static final Comparator<Due> BY_TIME =
      Comparator.comparingLong(Due::nextMillis).thenComparing(Due::itemId);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration LONGEST_ONCE_WRITTEN = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 20;

  /** To be written when it falls due. */
  static Due at(String itemId, long dueMillis) {
    return new Due(itemId, dueMillis, dueMillis, 0, 0);
  }

  /**
   * To be written again after it was written, in case nobody heeds it. Once it stands in the log it
   * will be heeded whenever the arbitration gets there, so there is less and less hurry.
   *
   * @param result where it stands now; nothing where Kafka did not take it
   */
  Due again(Optional<Appended> result, long nowMillis) {
    if (result.isEmpty()) {
      long pauseMillis = doubled(failed, LONGEST_AFTER_FAILURE);
      return new Due(itemId, dueMillis, nowMillis + pauseMillis, written, failed + 1);
    }
    long earlyMillis = dueMillis - result.get().timeMillis();
    if (earlyMillis > 0) {
      // The broker's clock, which decides, is behind this one.
      long pauseMillis = Math.min(earlyMillis, PAUSE.toMillis());
      return new Due(itemId, dueMillis, nowMillis + pauseMillis, written, 0);
    }
    long pauseMillis = doubled(written, LONGEST_ONCE_WRITTEN);
    return new Due(itemId, dueMillis, nowMillis + pauseMillis, written + 1, 0);
  }

  private static long doubled(int times, Duration longest) {
    return Math.min(PAUSE.toMillis() << Math.min(times, MOST_DOUBLINGS), longest.toMillis());
  }
}
