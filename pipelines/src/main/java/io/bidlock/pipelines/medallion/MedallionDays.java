package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.table.DayRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/** Which days of the house a job writes. */
final class MedallionDays {
  private MedallionDays() {}

  /**
   * As the options say.
   *
   * @throws IllegalArgumentException when one of them cannot be read, or there is no day left
   */
  static DayRange of(MedallionOptions options) {
    LocalDate from = day("--from", options.getFrom(), LocalDate.MIN);
    LocalDate to = day("--to", options.getTo(), LocalDate.MAX);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("--from=" + from + " is later than --to=" + to);
    }
    return new DayRange(from, to, timeZone(options.getTimeZone()));
  }

  private static LocalDate day(String option, String text, LocalDate otherwise) {
    try {
      return text.isEmpty() ? otherwise : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(option + "=" + text + " is no day like 2026-11-21", e);
    }
  }

  private static ZoneId timeZone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--timeZone=" + text + " is no IANA time zone like Europe/Vienna", e);
    }
  }
}
