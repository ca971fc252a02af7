package io.bidlock.launcher.bench;

/**
 * What is in a benchmark's log.
 *
 * @param bids that are measured
 * @param warmUp bids before those
 * @param items that all of them are on
 */
record StreamLoad(long bids, long warmUp, int items) {
  /** Records that are decided before the measuring begins: the listings are the first of them. */
  long warmUpRecords() {
    return warmUp == 0 ? 0 : items + warmUp;
  }

  long allBids() {
    return warmUp + bids;
  }

  long records() {
    return items + allBids();
  }
}
