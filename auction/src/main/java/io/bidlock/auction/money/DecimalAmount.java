package io.bidlock.auction.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * An exact decimal amount as somebody wrote it, before it is known whether a currency can hold it.
 *
 * <p>Kept as {@code unscaled * 10^-scale} without trailing zeros, so that {@code 5}, {@code 5.0}
 * and {@code 5.00} are equal. There is no floating point on any way in or out.
 *
 * @param unscaled the digits, at most {@value #MAX_DIGITS} of them
 * @param scale digits after the decimal point, 0 to {@value #MAX_DIGITS}
 */
public record DecimalAmount(long unscaled, int scale) implements Comparable<DecimalAmount> {
  /** Most digits that an amount may have; every such number fits a {@code long}. */
  public static final int MAX_DIGITS = 18;

  /** Longest text that {@link #parse} looks at. */
  public static final int MAX_TEXT_LENGTH = 64;

  /** Greatest amount in minor units that an auction takes, leaving room for sums. */
  public static final long MAX_MINOR = 1_000_000_000_000_000L;

  private static final long[] POWERS = new long[MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int power = 1; power <= MAX_DIGITS; power++) {
      POWERS[power] = POWERS[power - 1] * 10;
    }
  }

  public DecimalAmount {
    if (scale < 0 || scale > MAX_DIGITS) {
      throw new IllegalArgumentException("scale must be 0 to " + MAX_DIGITS + ": " + scale);
    }
    while (scale > 0 && unscaled % 10 == 0) {
      unscaled /= 10;
      scale--;
    }
  }

  /**
   * Reads plain or scientific decimal notation.
   *
   * @throws NumberFormatException when the text is no number, or has more than {@value #MAX_DIGITS}
   *     digits before or after the point
   */
  public static DecimalAmount parse(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_TEXT_LENGTH) {
      throw new NumberFormatException("not an amount: " + abbreviate(text));
    }
    long digits = 0;
    int point = -1;
    int start = text.charAt(0) == '-' ? 1 : 0;
    if (length - start > MAX_DIGITS || start == length) {
      return parseSlowly(text);
    }
    for (int index = start; index < length; index++) {
      char character = text.charAt(index);
      if (character >= '0' && character <= '9') {
        digits = digits * 10 + (character - '0');
      } else if (character == '.' && point < 0 && index > start && index < length - 1) {
        point = index;
      } else {
        return parseSlowly(text);
      }
    }
    return new DecimalAmount(start == 1 ? -digits : digits, point < 0 ? 0 : length - 1 - point);
  }

  private static DecimalAmount parseSlowly(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new NumberFormatException("not an amount: " + abbreviate(text));
    }
    if (value.signum() == 0) {
      return new DecimalAmount(0, 0);
    }
    // Bounds are checked on precision and scale first: 1e999999999 must not be spelt out. As long,
    // because the difference for 1e2147483647 is more than an int holds.
    if ((long) value.precision() - value.scale() > MAX_DIGITS) {
      throw new NumberFormatException("amount out of range: " + abbreviate(text));
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > MAX_DIGITS) {
      throw new NumberFormatException("amount out of range: " + abbreviate(text));
    }
    BigDecimal plain =
        stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    if (plain.precision() > MAX_DIGITS) {
      throw new NumberFormatException("amount out of range: " + abbreviate(text));
    }
    return new DecimalAmount(plain.unscaledValue().longValueExact(), plain.scale());
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? "'" + text + "'" : "'" + text.substring(0, 40) + "…'";
  }

  /** The amount that so many minor units of a currency are, e.g. {@code (1250, 2)} is 12.5. */
  public static DecimalAmount ofMinor(long minor, int currencyScale) {
    return new DecimalAmount(minor, currencyScale);
  }

  /**
   * This amount in minor units, or nothing when the currency cannot hold it exactly or its absolute
   * value is over {@link #MAX_MINOR}.
   */
  public OptionalLong toMinor(int currencyScale) {
    if (scale > currencyScale) {
      return OptionalLong.empty();
    }
    long factor = POWERS[currencyScale - scale];
    if (unscaled > MAX_MINOR / factor || unscaled < -MAX_MINOR / factor) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(unscaled * factor);
  }

  /** Minor units with the currency's usual number of digits, e.g. {@code (1250, 2)} is "12.50". */
  public static String format(long minor, int currencyScale) {
    if (currencyScale == 0) {
      return Long.toString(minor);
    }
    long whole = minor / POWERS[currencyScale];
    long fraction = Math.abs(minor % POWERS[currencyScale]);
    StringBuilder text = new StringBuilder(24);
    if (minor < 0 && whole == 0) {
      text.append('-');
    }
    text.append(whole).append('.');
    for (int digit = currencyScale - 1; digit > 0 && fraction < POWERS[digit]; digit--) {
      text.append('0');
    }
    return text.append(fraction).toString();
  }

  @Override
  public int compareTo(DecimalAmount other) {
    if (scale == other.scale) {
      return Long.compare(unscaled, other.unscaled);
    }
    return toBigDecimal().compareTo(other.toBigDecimal());
  }

  /** The same value as a {@link BigDecimal}. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(unscaled, scale);
  }

  /** Plain decimal notation without trailing zeros, e.g. "12.5". */
  @Override
  public String toString() {
    return format(unscaled, scale);
  }
}
