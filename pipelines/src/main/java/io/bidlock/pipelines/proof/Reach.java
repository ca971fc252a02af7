package io.bidlock.pipelines.proof;

import java.io.Serializable;

/**
 * How far one partition of the log is known to be decided.
 *
 * @param settledBefore from this offset on a decision may still be on its way
 * @param end one past the last offset that bronze has
 */
record Reach(long settledBefore, long end) implements Serializable {
  /** Bronze has nothing of that partition. */
  static final Reach NONE = new Reach(0, 0);

  Reach merge(Reach other) {
    return new Reach(Math.min(settledBefore, other.settledBefore), Math.max(end, other.end));
  }
}
