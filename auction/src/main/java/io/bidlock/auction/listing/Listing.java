package io.bidlock.auction.listing;

import io.bidlock.auction.money.Currencies;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.money.Increments;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An item's terms, checked. Amounts are minor units of {@code currency}; times are milliseconds
 * since the epoch.
 *
 * @param currencyScale the currency's decimals
 * @param reserveMinor hidden; less (in a reverse auction: more) than this does not sell
 * @param terms what all this was read from
 */
public record Listing(
    String sellerId,
    String title,
    String category,
    String currency,
    int currencyScale,
    Format format,
    boolean proxy,
    long startMinor,
    OptionalLong reserveMinor,
    OptionalLong buyNowMinor,
    Increments increments,
    long opensAtMillis,
    long closesAtMillis,
    SoftClose softClose,
    DutchClock dutch,
    boolean retractable,
    Optional<String> goodsId,
    Optional<String> saleId,
    Optional<String> relistedFrom,
    Terms terms) {

  /** The earliest and latest times that a listing may name: years 1970 to 9999. */
  private static final long MAX_TIME_MILLIS =
      Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  /**
   * Checks terms.
   *
   * @throws InvalidListing when a required one is absent, one cannot be read, or they do not go
   *     together; the message begins with the field's name
   */
  public static Listing of(Terms terms) throws InvalidListing {
    return new Reader(terms).listing();
  }

  /** Whether amounts of bids are secret: maxima for ever, sealed bids until the close. */
  public boolean secretAmounts() {
    return proxy || format.sealed();
  }

  /** Whether every bidder's standing bid is kept. */
  public boolean keepsBook() {
    return retractable || format.sealed();
  }

  /** Whether the reserve, if there is one, is met at a price. */
  public boolean reserveMet(long priceMinor) {
    return reserveMinor.isEmpty()
        || (format == Format.REVERSE
            ? priceMinor <= reserveMinor.getAsLong()
            : priceMinor >= reserveMinor.getAsLong());
  }

  /** An amount in plain decimals with the currency's digits, e.g. "12.50". */
  public String decimal(long minor) {
    return DecimalAmount.format(minor, currencyScale);
  }

  /** Reads each term once and complains about the first that is wrong. */
  private static final class Reader {
    private final Terms terms;

    Reader(Terms terms) {
      this.terms = terms;
    }

    Listing listing() throws InvalidListing {
      String currency = required(Term.CURRENCY);
      int scale = currencyScale(currency);
      Format format = format();
      boolean proxy = flag(Term.PROXY);
      check(!proxy || format == Format.ENGLISH, "proxy is for ENGLISH auctions only");
      long start = amount(Term.START_PRICE, scale).orElseThrow(() -> absent(Term.START_PRICE));
      OptionalLong reserve = amount(Term.RESERVE_PRICE, scale);
      OptionalLong buyNow = amount(Term.BUY_NOW_PRICE, scale);
      checkPrices(format, start, reserve, buyNow);
      long opensAt = instant(Term.OPENS_AT);
      long closesAt = instant(Term.CLOSES_AT);
      check(opensAt < closesAt, "closes_at must be after opens_at");
      return new Listing(
          required(Term.SELLER_ID),
          required(Term.TITLE),
          required(Term.CATEGORY),
          currency,
          scale,
          format,
          proxy,
          start,
          reserve,
          buyNow,
          increments(scale, format),
          opensAt,
          closesAt,
          softClose(),
          dutch(scale, format, start),
          flag(Term.RETRACTABLE),
          terms.get(Term.GOODS_ID),
          terms.get(Term.SALE_ID),
          terms.get(Term.RELISTED_FROM),
          canonical());
    }

    /** Without the terms that are mentioned but empty, so that equal listings are equal. */
    private Terms canonical() {
      Map<Term, String> given = new EnumMap<>(Term.class);
      terms.forEach(
          (term, text) -> {
            if (!text.isEmpty()) {
              given.put(term, text);
            }
          });
      return Terms.of(given);
    }

    private void checkPrices(Format format, long start, OptionalLong reserve, OptionalLong buyNow)
        throws InvalidListing {
      boolean down = format == Format.REVERSE;
      if (reserve.isPresent()) {
        check(format != Format.DUTCH, "reserve_price is not for DUTCH auctions; use dutch_floor");
        check(
            down ? reserve.getAsLong() <= start : reserve.getAsLong() >= start,
            down
                ? "reserve_price must not be over start_price"
                : "reserve_price must not be under start_price");
      }
      if (buyNow.isPresent()) {
        check(
            format == Format.ENGLISH || down,
            "buy_now_price is for ENGLISH and REVERSE auctions only");
        check(
            down ? buyNow.getAsLong() <= start : buyNow.getAsLong() >= start,
            down
                ? "buy_now_price must not be over start_price"
                : "buy_now_price must not be under start_price");
        check(
            reserve.isEmpty()
                || (down
                    ? buyNow.getAsLong() <= reserve.getAsLong()
                    : buyNow.getAsLong() >= reserve.getAsLong()),
            "buy_now_price must meet reserve_price");
      }
    }

    private Increments increments(int scale, Format format) throws InvalidListing {
      Optional<String> text = terms.get(Term.INCREMENT);
      if (text.isEmpty()) {
        check(
            scale == 2 || (format != Format.ENGLISH && format != Format.REVERSE),
            "increment is required for a currency without two decimals");
        return scale == 2 ? Increments.EBAY : Increments.parse("1", scale);
      }
      try {
        return Increments.parse(text.get(), scale);
      } catch (IllegalArgumentException e) {
        throw new InvalidListing(
            "increment '" + text.get() + "' cannot be read: " + e.getMessage());
      }
    }

    private SoftClose softClose() throws InvalidListing {
      OptionalLong window = duration(Term.SOFT_CLOSE_WINDOW);
      OptionalLong extension = duration(Term.SOFT_CLOSE_EXTENSION);
      OptionalLong limit = duration(Term.SOFT_CLOSE_LIMIT);
      if (window.isEmpty()) {
        checkAbsent(Term.SOFT_CLOSE_EXTENSION, "needs a soft_close_window");
        checkAbsent(Term.SOFT_CLOSE_LIMIT, "needs a soft_close_window");
        return SoftClose.NONE;
      }
      return new SoftClose(
          window.getAsLong(), extension.orElse(window.getAsLong()), limit.orElse(Long.MAX_VALUE));
    }

    private DutchClock dutch(int scale, Format format, long start) throws InvalidListing {
      OptionalLong step = amount(Term.DUTCH_STEP, scale);
      OptionalLong interval = duration(Term.DUTCH_INTERVAL);
      OptionalLong floor = amount(Term.DUTCH_FLOOR, scale);
      if (format != Format.DUTCH) {
        checkAbsent(Term.DUTCH_STEP, "is for DUTCH auctions only");
        checkAbsent(Term.DUTCH_INTERVAL, "is for DUTCH auctions only");
        checkAbsent(Term.DUTCH_FLOOR, "is for DUTCH auctions only");
        return DutchClock.NONE;
      }
      check(step.isPresent(), "dutch_step is required for a DUTCH auction");
      check(interval.isPresent(), "dutch_interval is required for a DUTCH auction");
      check(interval.getAsLong() > 0, "dutch_interval must be over zero");
      check(floor.isEmpty() || floor.getAsLong() <= start, "dutch_floor is over start_price");
      return new DutchClock(step.getAsLong(), interval.getAsLong(), floor.orElse(1));
    }

    private static int currencyScale(String currency) throws InvalidListing {
      return Currencies.scale(currency)
          .orElseThrow(
              () -> new InvalidListing("currency '" + currency + "' is not an ISO 4217 code"));
    }

    private Format format() throws InvalidListing {
      String text = required(Term.FORMAT);
      try {
        return Format.valueOf(text);
      } catch (IllegalArgumentException e) {
        throw new InvalidListing(
            "format '" + text + "' is none of " + java.util.Arrays.toString(Format.values()));
      }
    }

    private String required(Term term) throws InvalidListing {
      return terms.get(term).orElseThrow(() -> absent(term));
    }

    private static InvalidListing absent(Term term) {
      return new InvalidListing(term.fieldName() + " is required");
    }

    private boolean flag(Term term) throws InvalidListing {
      String text = terms.get(term).orElse("false");
      check(
          text.equals("true") || text.equals("false"),
          term.fieldName() + " must be true or false, not '" + text + "'");
      return text.equals("true");
    }

    private OptionalLong amount(Term term, int scale) throws InvalidListing {
      Optional<String> text = terms.get(term);
      if (text.isEmpty()) {
        return OptionalLong.empty();
      }
      try {
        OptionalLong minor = DecimalAmount.parse(text.get()).toMinor(scale);
        // A reserve is never quoted: who amends the currency need not know it.
        String told = term == Term.RESERVE_PRICE ? "" : " " + text.get();
        check(
            minor.isPresent() && minor.getAsLong() > 0,
            term.fieldName() + told + " must be over zero and fit the currency");
        return minor;
      } catch (NumberFormatException e) {
        throw new InvalidListing(
            term.fieldName()
                + " must be a decimal number of at most "
                + DecimalAmount.MAX_DIGITS
                + " digits");
      }
    }

    private long instant(Term term) throws InvalidListing {
      String text = required(term);
      try {
        long millis = Instant.parse(text).toEpochMilli();
        check(
            millis >= 0 && millis <= MAX_TIME_MILLIS,
            term.fieldName() + " must be between the years 1970 and 9999");
        return millis;
      } catch (DateTimeException | ArithmeticException e) {
        throw new InvalidListing(
            term.fieldName() + " '" + text + "' is no ISO 8601 instant like 2026-11-21T18:00:00Z");
      }
    }

    private OptionalLong duration(Term term) throws InvalidListing {
      Optional<String> text = terms.get(term);
      if (text.isEmpty()) {
        return OptionalLong.empty();
      }
      try {
        long millis = Duration.parse(text.get()).toMillis();
        check(
            millis >= 0 && millis <= Duration.ofDays(3660).toMillis(),
            term.fieldName() + " must be between zero and ten years");
        return OptionalLong.of(millis);
      } catch (DateTimeParseException | ArithmeticException e) {
        throw new InvalidListing(
            term.fieldName() + " '" + text.get() + "' is no ISO 8601 duration like PT2M");
      }
    }

    private void checkAbsent(Term term, String otherwise) throws InvalidListing {
      check(terms.get(term).isEmpty(), term.fieldName() + " " + otherwise);
    }

    private static void check(boolean holds, String otherwise) throws InvalidListing {
      if (!holds) {
        throw new InvalidListing(otherwise);
      }
    }
  }
}
