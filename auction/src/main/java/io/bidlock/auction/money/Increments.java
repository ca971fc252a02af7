package io.bidlock.auction.money;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The steps by which a price must move: a table of bands, each with a step, in minor units.
 *
 * <p>Text form: a number is a fixed step ({@code 5}); {@code 25:0.5;100:1;*:5} is a table, read as
 * "under 25: 0.50, under 100: 1, above: 5".
 *
 * @param bands in rising order, the last one without an upper end
 */
public record Increments(List<Band> bands) {
  /** Most bands in a table. */
  public static final int MAX_BANDS = 64;

  /** eBay's table, for currencies with two decimals (DESIGN.md, "eBay's increments"). */
  public static final Increments EBAY =
      parse("1:0.05;5:0.25;25:0.5;100:1;250:2.5;500:5;1000:10;2500:25;5000:50;*:100", 2);

  /**
   * Prices under {@code belowMinor} move by {@code stepMinor}.
   *
   * @param belowMinor exclusive upper end, {@link Long#MAX_VALUE} for none
   * @param stepMinor at least 1
   */
  public record Band(long belowMinor, long stepMinor) {}

  public Increments {
    bands = List.copyOf(bands);
    if (bands.isEmpty() || bands.size() > MAX_BANDS) {
      throw new IllegalArgumentException("an increment table has 1 to " + MAX_BANDS + " bands");
    }
    long previous = 0;
    for (Band band : bands) {
      if (band.stepMinor <= 0) {
        throw new IllegalArgumentException("an increment must be over zero");
      }
      if (band.belowMinor <= previous) {
        throw new IllegalArgumentException("the bands of an increment table must rise");
      }
      previous = band.belowMinor;
    }
    if (previous != Long.MAX_VALUE) {
      throw new IllegalArgumentException("an increment table ends with '*:step'");
    }
  }

  /**
   * Reads the text form.
   *
   * @param currencyScale decimals of the currency
   * @throws IllegalArgumentException when it is malformed or the currency cannot hold a number
   */
  public static Increments parse(String text, int currencyScale) {
    if (text.indexOf(':') < 0) {
      return new Increments(List.of(new Band(Long.MAX_VALUE, minor(text, currencyScale))));
    }
    List<Band> bands = new ArrayList<>();
    for (String part : text.split(";", MAX_BANDS + 1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("increment '" + text + "': a band reads 'below:step'");
      }
      String below = part.substring(0, colon).strip();
      bands.add(
          new Band(
              below.equals("*") ? Long.MAX_VALUE : minor(below, currencyScale),
              minor(part.substring(colon + 1).strip(), currencyScale)));
    }
    return new Increments(bands);
  }

  private static long minor(String text, int currencyScale) {
    OptionalLong minor = DecimalAmount.parse(text.strip()).toMinor(currencyScale);
    return minor.orElseThrow(
        () -> new IllegalArgumentException("increment: the currency cannot hold " + text));
  }

  /** The step at a price, both in minor units. */
  public long at(long priceMinor) {
    for (int index = 0; index < bands.size() - 1; index++) {
      Band band = bands.get(index);
      if (priceMinor < band.belowMinor) {
        return band.stepMinor;
      }
    }
    return bands.get(bands.size() - 1).stepMinor;
  }

  /** The text form that {@link #parse} reads. */
  public String text(int currencyScale) {
    if (bands.size() == 1) {
      return DecimalAmount.ofMinor(bands.get(0).stepMinor, currencyScale).toString();
    }
    StringBuilder text = new StringBuilder();
    for (Band band : bands) {
      text.append(text.isEmpty() ? "" : ";")
          .append(
              band.belowMinor == Long.MAX_VALUE
                  ? "*"
                  : DecimalAmount.ofMinor(band.belowMinor, currencyScale).toString())
          .append(':')
          .append(DecimalAmount.ofMinor(band.stepMinor, currencyScale));
    }
    return text.toString();
  }
}
