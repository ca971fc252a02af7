package io.bidlock.pipelines.gold;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.beam.sdk.transforms.windowing.CalendarWindows;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.DateTimeZone;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** The event-time windows of gold. */
public enum Period implements Serializable {
  /** A day of the house's time zone, which may have 23 or 25 hours. */
  DAY {
    @Override
    WindowFn<Object, IntervalWindow> windows(String timeZone) {
      return CalendarWindows.days(1).withTimeZone(DateTimeZone.forID(timeZone));
    }

    @Override
    public long number(Instant time, ZoneId timeZone) {
      // As the windows count: Joda has its own data of time zones.
      org.joda.time.LocalDate day =
          new org.joda.time.LocalDate(time, DateTimeZone.forID(timeZone.getId()));
      return DAYS_BETWEEN_YEARS * day.getYear() + day.getDayOfYear();
    }
  },

  /** An hour of UTC, which is an hour everywhere or begins at its half or quarter. */
  HOUR {
    @Override
    WindowFn<Object, IntervalWindow> windows(String timeZone) {
      return FixedWindows.of(Duration.standardHours(1));
    }

    @Override
    public long number(Instant time, ZoneId timeZone) {
      return Math.floorDiv(time.getMillis(), MILLIS_AN_HOUR);
    }
  };

  private static final long MILLIS_AN_HOUR = 3_600_000;
  private static final long DAYS_BETWEEN_YEARS = 1_000;

  abstract WindowFn<Object, IntervalWindow> windows(String timeZone);

  /** Numbers that are equal for two times in the same window, and for no others. */
  public abstract long number(Instant time, ZoneId timeZone);

  /** What a window is about. */
  public static GoldTime of(IntervalWindow window, String timeZone) {
    LocalDate day =
        java.time.Instant.ofEpochMilli(window.start().getMillis())
            .atZone(ZoneId.of(timeZone))
            .toLocalDate();
    return new GoldTime(timeZone, day, window.start());
  }
}
