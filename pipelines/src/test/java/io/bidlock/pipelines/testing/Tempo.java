package io.bidlock.pipelines.testing;

import java.time.Duration;
import java.util.Random;

/**
 * How fast generated auctions live.
 *
 * @param openedForMillis how long they have been open when the first command comes
 * @param opensWithinMillis within how long of that they open
 * @param closesAfterMillis when the others close at the earliest
 * @param closesWithinMillis within how long of that they close
 * @param everyHasty one item in so many closes in a few seconds; 0 for none
 * @param softCloseWindow as in a listing
 * @param softCloseLimit as in a listing
 * @param dutchInterval as in a listing
 * @param longestHoldMillis the longest time to live that a lock asks for
 */
record Tempo(
    long openedForMillis,
    int opensWithinMillis,
    long closesAfterMillis,
    int closesWithinMillis,
    int everyHasty,
    String softCloseWindow,
    String softCloseLimit,
    String dutchInterval,
    int longestHoldMillis) {
  private static final long HASTY_CLOSE_MILLIS = 5_000;

  /** For a log that is stamped by its maker: ten minutes of bidding. */
  static final Tempo OF_A_STORY =
      new Tempo(0, 5_000, 20_000, 600_000, 0, "PT30S", "PT10M", "PT3S", 60_000);

  /** For a log that a broker stamps: an hour behind, an hour ahead, and some that close now. */
  static final Tempo OF_A_BROKER =
      new Tempo(3_600_000, 5_000, 3_600_000, 5_000, 3, "PT2S", "PT3S", "PT1M", 300);

  long opensAt(long startMillis, Random random) {
    return startMillis - openedForMillis + random.nextInt(opensWithinMillis);
  }

  long closesAt(int item, long startMillis, Random random) {
    long ordinary = startMillis + closesAfterMillis + random.nextInt(closesWithinMillis);
    return hasty(item) ? startMillis + HASTY_CLOSE_MILLIS : ordinary;
  }

  private boolean hasty(int item) {
    return everyHasty > 0 && item % everyHasty == 0;
  }

  /** From when on the hasty ones are over, soft closes and holds included. */
  long hastyOverAt(long startMillis) {
    return startMillis
        + HASTY_CLOSE_MILLIS
        + Duration.parse(softCloseLimit).toMillis()
        + longestHoldMillis;
  }
}
