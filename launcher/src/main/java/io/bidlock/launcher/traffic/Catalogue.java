package io.bidlock.launcher.traffic;

import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.money.DecimalAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Writes listings. Ten kinds of sale take turns, so that even a small scenario has every format;
 * openings are spread over the scenario and everything closes within it, soft closes included, but
 * for auctions of a live scenario that is very short.
 */
final class Catalogue {
  static final int KINDS = 10;

  /** A running house must have listed an item, and heard of bids on it, before it closes. */
  private static final long SHORTEST_LIVE_MILLIS = 5_000;

  private static final List<String> THINGS =
      List.of(
          "mantel clock",
          "wristwatch",
          "oil sketch",
          "game console",
          "reading chair",
          "field camera",
          "case of claret",
          "first edition",
          "silver teapot",
          "racing bicycle",
          "wool rug",
          "upright piano",
          "brass telescope",
          "garden bench",
          "stamp album");
  private static final List<String> QUALITIES =
      List.of("fine", "early", "restored", "signed", "unused", "well-kept", "rare", "large");
  private static final List<String> CATEGORIES =
      List.of("watches", "art", "consoles", "furniture", "wine", "books", "silver", "instruments");

  private final Scenario scenario;
  private final RandomGenerator random;

  Catalogue(Scenario scenario, RandomGenerator random) {
    this.scenario = scenario;
    this.random = random;
  }

  /** An item's id, which names the seed so that scenarios do not meet in one log. */
  String itemId(int index) {
    return "lot-%s-%05d".formatted(Long.toUnsignedString(scenario.seed()), index + 1);
  }

  /** Whether nobody bids on the item. */
  boolean unwanted(int index) {
    return index % 25 == 19;
  }

  /** When the item opens, in milliseconds after the start: a fifth at once, then one by one. */
  long opensAtMillis(int index) {
    int atOnce = scenario.items() / 5;
    long latest = scenario.spanMillis() * 60 / 100;
    return latest * Math.max(0, index - atOnce) / (scenario.items() - atOnce);
  }

  Listing listing(int index) {
    long span = scenario.spanMillis();
    long opens = opensAtMillis(index);
    long shortest = scenario.live() ? SHORTEST_LIVE_MILLIS : 2;
    long length = Math.max(shortest, span * (32 + random.nextInt(5)) / 100);
    long start = 500 + random.nextInt(95) * 100L;
    Map<Term, String> terms = new EnumMap<>(Term.class);
    terms.put(Term.SELLER_ID, People.sellerOf(index));
    terms.put(Term.TITLE, pick(QUALITIES) + " " + pick(THINGS));
    terms.put(Term.CATEGORY, pick(CATEGORIES));
    terms.put(Term.CURRENCY, "USD");
    terms.put(Term.OPENS_AT, at(opens));
    terms.put(Term.CLOSES_AT, at(opens + length));
    kind(index % KINDS, terms, start, length);
    try {
      return Listing.of(Terms.of(terms));
    } catch (InvalidListing e) {
      throw new IllegalStateException("the catalogue wrote an invalid listing: " + terms, e);
    }
  }

  private void kind(int kind, Map<Term, String> terms, long start, long lengthMillis) {
    switch (kind) {
      case 0 -> english(terms, start);
      case 1 -> {
        proxy(terms, start);
        softClose(terms, lengthMillis);
      }
      case 2 -> {
        english(terms, start);
        softClose(terms, lengthMillis);
        terms.put(Term.RETRACTABLE, "true");
      }
      case 3 -> reverse(terms, start * 100);
      case 4 -> priced(terms, Format.SEALED_FIRST_PRICE, start);
      case 5 -> dutch(terms, start * 10, lengthMillis);
      case 6 -> {
        proxy(terms, start);
        terms.put(Term.RESERVE_PRICE, decimal(start * 3));
      }
      case 7 -> {
        priced(terms, Format.SEALED_SECOND_PRICE, start);
        // Bids come up to two and a half times the start price: some reserves are not met.
        terms.put(Term.RESERVE_PRICE, decimal(start * (15 + random.nextInt(15)) / 10));
      }
      case 8 -> {
        english(terms, start);
        terms.put(Term.BUY_NOW_PRICE, decimal(start * 8));
        terms.put(Term.RESERVE_PRICE, decimal(start * 4));
        softClose(terms, lengthMillis);
      }
      default -> {
        terms.put(Term.FORMAT, Format.ENGLISH.name());
        terms.put(Term.CURRENCY, "JPY");
        terms.put(Term.START_PRICE, Long.toString(start));
        terms.put(Term.INCREMENT, "5000:100;20000:500;*:1000");
      }
    }
  }

  private static void english(Map<Term, String> terms, long start) {
    priced(terms, Format.ENGLISH, start);
  }

  private static void proxy(Map<Term, String> terms, long start) {
    priced(terms, Format.ENGLISH, start);
    terms.put(Term.PROXY, "true");
  }

  private static void reverse(Map<Term, String> terms, long start) {
    priced(terms, Format.REVERSE, start);
  }

  private static void dutch(Map<Term, String> terms, long start, long lengthMillis) {
    priced(terms, Format.DUTCH, start);
    // Forty steps over the item's life bring the price from its start to a fifth of it.
    terms.put(Term.DUTCH_STEP, decimal(start / 50));
    terms.put(Term.DUTCH_INTERVAL, Duration.ofMillis(Math.max(1, lengthMillis / 40)).toString());
    terms.put(Term.DUTCH_FLOOR, decimal(start / 5));
  }

  private static void priced(Map<Term, String> terms, Format format, long start) {
    terms.put(Term.FORMAT, format.name());
    terms.put(Term.START_PRICE, decimal(start));
  }

  private void softClose(Map<Term, String> terms, long lengthMillis) {
    Duration window = Duration.ofMillis(Math.max(1, lengthMillis / 20));
    terms.put(Term.SOFT_CLOSE_WINDOW, window.toString());
    terms.put(Term.SOFT_CLOSE_EXTENSION, window.toString());
    terms.put(
        Term.SOFT_CLOSE_LIMIT,
        Duration.ofMillis(Math.max(1, scenario.spanMillis() * 3 / 100)).toString());
  }

  private String at(long millisAfterStart) {
    return Instant.ofEpochMilli(scenario.start().toEpochMilli() + millisAfterStart).toString();
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String decimal(long minor) {
    return DecimalAmount.format(minor, 2);
  }
}
