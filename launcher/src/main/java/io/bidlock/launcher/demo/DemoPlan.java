package io.bidlock.launcher.demo;

import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.launcher.traffic.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a demo does.
 *
 * @param warmUp the first part of the traffic, whose latencies are not counted
 * @param measured the rest
 * @param killPipelineAfter how long after the first event the pipeline is killed, if at all
 * @param takeOverAfter how long after the first event a new generation of it follows, if at all
 */
record DemoPlan(
    Scenario scenario,
    Duration warmUp,
    Duration measured,
    Optional<Duration> killPipelineAfter,
    Optional<Duration> takeOverAfter) {
  /** The ledger keeps what everybody was told in memory. */
  private static final long MOST_EVENTS = 2_000_000;

  static DemoPlan of(
      Instant start,
      Duration warmUp,
      Duration measured,
      int rate,
      int items,
      long seed,
      Optional<Duration> killPipelineAfter,
      Optional<Duration> takeOverAfter) {
    long millis = warmUp.plus(measured).toMillis();
    if (rate < 1 || millis > MOST_EVENTS * 1000 / rate) {
      throw new UsageFailure(
          "--rate must be at least 1, and --for times --rate at most %,d events"
              .formatted(MOST_EVENTS));
    }
    if (measured.toSeconds() < 5) {
      throw new UsageFailure("--for must be at least 5s");
    }
    try {
      return new DemoPlan(
          new Scenario(seed, start, millis * rate / 1000, rate, items, true),
          warmUp,
          measured,
          killPipelineAfter,
          takeOverAfter);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(e.getMessage());
    }
  }

  Duration whole() {
    return warmUp.plus(measured);
  }
}
