package io.bidlock.pipelines.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops asking whoever does not answer, so that waiting for a dead Redis costs one timeout in a
 * while and not one a bundle.
 */
public final class CircuitBreaker {
  private final LongSupplier nanoTime;
  private final long firstPauseNanos;
  private final long longestPauseNanos;
  private long pauseNanos;
  private long openUntilNanos;
  private boolean open;

  public CircuitBreaker(Duration firstPause, Duration longestPause, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.firstPauseNanos = firstPause.toNanos();
    this.longestPauseNanos = longestPause.toNanos();
    this.pauseNanos = firstPauseNanos;
  }

  /** Whether it is worth asking. */
  public boolean allows() {
    return !open || nanoTime.getAsLong() - openUntilNanos >= 0;
  }

  /** It answered. */
  public void succeeded() {
    open = false;
    pauseNanos = firstPauseNanos;
  }

  /** It did not answer: no more for a while, and twice as long each time. */
  public void failed() {
    open = true;
    openUntilNanos = nanoTime.getAsLong() + pauseNanos;
    pauseNanos = Math.min(2 * pauseNanos, longestPauseNanos);
  }
}
