package io.bidlock.auction.property;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.money.DecimalAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The formats, each with the terms that make its auctions interesting. */
enum AuctionPlan {
  ENGLISH,
  PROXY,
  REVERSE,
  SEALED_FIRST_PRICE,
  SEALED_SECOND_PRICE,
  DUTCH;

  static final String SELLER = "sue";
  static final Instant OPENS = Instant.parse("2026-11-21T18:00:00Z");

  /** How many numbers {@link #terms} reads. */
  static final int CHOICES = 9;

  /** Around the edges of eBay's table, and one near the greatest amount there is. */
  private static final long[] STARTS = {
    100,
    1,
    5,
    95,
    99,
    475,
    499,
    500,
    1_000,
    2_475,
    2_499,
    2_500,
    9_950,
    10_000,
    24_999,
    99_900,
    249_990,
    499_999,
    1_000_000,
    999_999_999_900_000L
  };

  private static final long[] GAPS = {0, 1, 5, 25, 50, 100, 250, 1_000, 5_000, 20_000};

  boolean sealed() {
    return this == SEALED_FIRST_PRICE || this == SEALED_SECOND_PRICE;
  }

  /** Terms chosen by numbers from 0 to 99; all zeros are the plainest auction. */
  Terms terms(List<Integer> choices) {
    int scale = choices.get(0) < 70 ? 2 : choices.get(0) < 85 ? 0 : 3;
    Map<Term, String> terms = new EnumMap<>(Term.class);
    terms.put(Term.SELLER_ID, SELLER);
    terms.put(Term.TITLE, "A lamp");
    terms.put(Term.CATEGORY, "lamps");
    terms.put(Term.CURRENCY, scale == 2 ? "USD" : scale == 0 ? "JPY" : "BHD");
    terms.put(Term.FORMAT, this == PROXY ? "ENGLISH" : name());
    if (this == PROXY) {
      terms.put(Term.PROXY, "true");
    }
    long start = STARTS[choices.get(1) % STARTS.length];
    long reserve = choices.get(2) < 50 ? start : beyond(start, choices.get(2));
    long buyNow = beyond(reserve, choices.get(3));
    terms.put(Term.START_PRICE, text(start, scale));
    if (choices.get(2) >= 50 && this != DUTCH) {
      terms.put(Term.RESERVE_PRICE, text(reserve, scale));
    }
    if (choices.get(3) >= 60 && !sealed() && this != DUTCH) {
      terms.put(Term.BUY_NOW_PRICE, text(buyNow, scale));
    }
    if (scale != 2 || choices.get(4) >= 60) {
      terms.put(Term.INCREMENT, increment(choices.get(4) % 3, scale));
    }
    softClose(terms, choices.get(5));
    if (choices.get(6) >= 50) {
      terms.put(Term.RETRACTABLE, "true");
    }
    terms.put(Term.OPENS_AT, OPENS.toString());
    terms.put(Term.CLOSES_AT, OPENS.plus(duration(choices.get(7))).toString());
    if (this == DUTCH) {
      dutch(terms, choices.get(8), start, scale);
    }
    return Terms.of(terms);
  }

  private long beyond(long price, int choice) {
    long gap = GAPS[choice % GAPS.length];
    return this == REVERSE ? Math.max(1, price - gap) : price + gap;
  }

  private static String increment(int choice, int scale) {
    return switch (choice) {
      case 0 -> text(1, scale);
      case 1 -> text(25, scale);
      default ->
          text(100, scale)
              + ":"
              + text(7, scale)
              + ";"
              + text(2_500, scale)
              + ":"
              + text(90, scale)
              + ";*:"
              + text(400, scale);
    };
  }

  private static void softClose(Map<Term, String> terms, int choice) {
    if (choice < 40) {
      return;
    }
    terms.put(Term.SOFT_CLOSE_WINDOW, "PT2M");
    switch (choice % 5) {
      case 0 -> terms.put(Term.SOFT_CLOSE_EXTENSION, "PT5M");
      case 1 -> terms.put(Term.SOFT_CLOSE_EXTENSION, "PT30S");
      case 2 -> terms.put(Term.SOFT_CLOSE_LIMIT, "PT3M");
      case 3 -> {
        terms.put(Term.SOFT_CLOSE_EXTENSION, "PT0S");
        terms.put(Term.SOFT_CLOSE_LIMIT, "PT0S");
      }
      default -> {}
    }
  }

  private static Duration duration(int choice) {
    return switch (choice % 4) {
      case 0 -> Duration.ofHours(1);
      case 1 -> Duration.ofMinutes(5);
      case 2 -> Duration.ofMinutes(20);
      default -> Duration.ofDays(7);
    };
  }

  private static void dutch(Map<Term, String> terms, int choice, long start, int scale) {
    long[] steps = {Math.max(1, start / 10), 1, Math.max(1, start / 3), start, start + 1};
    terms.put(Term.DUTCH_STEP, text(steps[choice % steps.length], scale));
    terms.put(Term.DUTCH_INTERVAL, choice % 2 == 0 ? "PT1M" : "PT0.001S");
    if (choice >= 50) {
      terms.put(Term.DUTCH_FLOOR, text(Math.max(1, choice % 3 == 0 ? start : start / 4), scale));
    }
  }

  static String text(long minor, int scale) {
    return DecimalAmount.ofMinor(minor, scale).toString();
  }
}
