package io.bidlock.pipelines.table;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.ReadableInstant;

/**
 * Days, both ends included, in the time zone of a house.
 *
 * @param from {@link LocalDate#MIN} for no beginning
 * @param to {@link LocalDate#MAX} for no end
 */
public record DayRange(LocalDate from, LocalDate to, ZoneId timeZone) implements Serializable {

  /** Checks that there is a day in it. */
  public DayRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(from + " is later than " + to);
    }
  }

  /** All days. */
  public static DayRange all(ZoneId timeZone) {
    return new DayRange(LocalDate.MIN, LocalDate.MAX, timeZone);
  }

  /** Whether it is all days. */
  public boolean isAll() {
    return from.equals(LocalDate.MIN) && to.equals(LocalDate.MAX);
  }

  /** Whether a row has to do with one of the days. A row of a table without times always has. */
  public boolean holds(Table table, Row row) {
    if (isAll() || table.time().isEmpty()) {
      return true;
    }
    LocalDate first = day(row.getValue(table.time().get()), timeZone);
    LocalDate last = table.end().isEmpty() ? first : day(row.getValue(table.end().get()), timeZone);
    return (first == null || !first.isAfter(to)) && (last == null || !last.isBefore(from));
  }

  /**
   * The day of a value of a row.
   *
   * @param time an instant or a day; null where there is none
   */
  public static @Nullable LocalDate day(@Nullable Object time, ZoneId timeZone) {
    if (time instanceof ReadableInstant instant) {
      return Instant.ofEpochMilli(instant.getMillis()).atZone(timeZone).toLocalDate();
    }
    return (LocalDate) time;
  }
}
