package io.bidlock.auction.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants of the years 1970 to 9999 as ISO 8601 text, the same as {@link Instant#toString} writes
 * and many times as fast: every decision has three of them.
 */
public final class InstantText {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long YEAR_10000_MILLIS = 253_402_300_800_000L;

  private InstantText() {}

  /** Milliseconds since the epoch as {@code 2026-03-01T12:00:00Z}, with thousandths where any. */
  public static String of(long millis) {
    if (millis < 0 || millis >= YEAR_10000_MILLIS) {
      return Instant.ofEpochMilli(millis).toString();
    }
    LocalDate date = LocalDate.ofEpochDay(millis / DAY_MILLIS);
    int ofDay = (int) (millis % DAY_MILLIS);
    int thousandths = ofDay % 1_000;
    byte[] text = new byte[thousandths == 0 ? 20 : 24];
    digits(text, 0, 4, date.getYear());
    text[4] = '-';
    digits(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, ofDay / 3_600_000);
    text[13] = ':';
    digits(text, 14, 2, ofDay / 60_000 % 60);
    text[16] = ':';
    digits(text, 17, 2, ofDay / 1_000 % 60);
    if (thousandths > 0) {
      text[19] = '.';
      digits(text, 20, 3, thousandths);
    }
    text[text.length - 1] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int start, int count, int value) {
    int rest = value;
    for (int index = start + count - 1; index >= start; index--) {
      text[index] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
