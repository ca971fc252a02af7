package io.bidlock.pipelines.elements;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * What a key has in state until the watermark has passed it: where a runner does not keep the order
 * of a key's elements, nothing earlier can come any more once it has. Each call is handed the state
 * of the step that it is for.
 */
public final class HeldBack {
  private HeldBack() {}

  /**
   * Keeps an element.
   *
   * @param releaseAt when the earliest one kept may go, in event time; nothing where none is kept
   * @param release an event-time timer, which is to call {@link #due}
   */
  public static <T> void keep(
      T element,
      Instant timestamp,
      BagState<TimestampedValue<T>> held,
      ValueState<Long> releaseAt,
      Timer release) {
    held.add(TimestampedValue.of(element, timestamp));
    long passedAt = passedAt(timestamp);
    Long earliest = releaseAt.read();
    if (earliest == null || passedAt < earliest) {
      wait(passedAt, releaseAt, release);
    }
  }

  /**
   * Lets go of what has been passed, in no order, and sets the timer for the rest.
   *
   * @param passed what the timer was set to
   */
  public static <T> List<T> due(
      Instant passed,
      BagState<TimestampedValue<T>> held,
      ValueState<Long> releaseAt,
      Timer release) {
    List<T> due = new ArrayList<>();
    List<TimestampedValue<T>> stay = new ArrayList<>();
    for (TimestampedValue<T> one : held.read()) {
      if (one.getTimestamp().isBefore(passed)) {
        due.add(one.getValue());
      } else {
        stay.add(one);
      }
    }
    held.clear();
    releaseAt.clear();
    stay.forEach(held::add);
    stay.stream()
        .mapToLong(one -> passedAt(one.getTimestamp()))
        .min()
        .ifPresent(earliest -> wait(earliest, releaseAt, release));
    return due;
  }

  /** The watermark promises nothing about its own millisecond, so one more must pass. */
  private static long passedAt(Instant timestamp) {
    return timestamp.getMillis() + 1;
  }

  private static void wait(long untilMillis, ValueState<Long> releaseAt, Timer release) {
    releaseAt.write(untilMillis);
    release.set(new Instant(untilMillis));
  }
}
