package io.bidlock.pipelines.batch;

import java.util.Arrays;

/** A growing row of times. */
final class Times {
  private static final int MAX = Integer.MAX_VALUE - 16;

  private long[] millis = new long[1 << 12];
  private int count;

  /**
   * @throws InputProblem when there are more than two thousand million
   */
  void add(long timeMillis) {
    if (count == millis.length) {
      if (count == MAX) {
        throw new InputProblem("more than " + MAX + " lines are too many for one run");
      }
      millis = Arrays.copyOf(millis, (int) Math.min(2L * count, MAX));
    }
    millis[count++] = timeMillis;
  }

  int count() {
    return count;
  }

  long get(int index) {
    return millis[index];
  }

  void lower(int index, long timeMillis) {
    millis[index] = Math.min(millis[index], timeMillis);
  }

  /** These times, then those of others. */
  long[] followedBy(Times others) {
    if ((long) count + others.count > MAX) {
      throw new InputProblem("more than " + MAX + " lines are too many for one run");
    }
    long[] all = Arrays.copyOf(millis, count + others.count);
    System.arraycopy(others.millis, 0, all, count, others.count);
    return all;
  }
}
