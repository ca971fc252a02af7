package io.bidlock.auction.listing;

import java.util.Locale;
import java.util.Optional;

/** The terms of a listing; names as in files, over REST and in the log. */
public enum Term {
  SELLER_ID(Kind.TEXT),
  TITLE(Kind.TEXT),
  CATEGORY(Kind.TEXT),
  CURRENCY(Kind.TEXT),
  FORMAT(Kind.TEXT),
  PROXY(Kind.FLAG),
  START_PRICE(Kind.AMOUNT),
  RESERVE_PRICE(Kind.AMOUNT),
  BUY_NOW_PRICE(Kind.AMOUNT),
  /** A number (fixed step) or a table; see {@link io.bidlock.auction.money.Increments}. */
  INCREMENT(Kind.AMOUNT),
  /** ISO 8601 instant. */
  OPENS_AT(Kind.TEXT),
  /** ISO 8601 instant. */
  CLOSES_AT(Kind.TEXT),
  /** ISO 8601 duration. */
  SOFT_CLOSE_WINDOW(Kind.TEXT),
  /** ISO 8601 duration; the window when not given. */
  SOFT_CLOSE_EXTENSION(Kind.TEXT),
  /** ISO 8601 duration; no limit when not given. */
  SOFT_CLOSE_LIMIT(Kind.TEXT),
  DUTCH_STEP(Kind.AMOUNT),
  /** ISO 8601 duration. */
  DUTCH_INTERVAL(Kind.TEXT),
  /** One minor unit when not given. */
  DUTCH_FLOOR(Kind.AMOUNT),
  RETRACTABLE(Kind.FLAG),
  GOODS_ID(Kind.TEXT),
  SALE_ID(Kind.TEXT),
  RELISTED_FROM(Kind.TEXT);

  /** What a term's value looks like in JSON. */
  public enum Kind {
    TEXT,
    /** A JSON number, or its text. */
    AMOUNT,
    FLAG
  }

  private final Kind kind;
  private final String fieldName;

  Term(Kind kind) {
    this.kind = kind;
    this.fieldName = name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** The name in files and JSON, e.g. {@code start_price}. */
  public String fieldName() {
    return fieldName;
  }

  /** The term of that field name, if there is one. */
  public static Optional<Term> ofField(String fieldName) {
    for (Term term : values()) {
      if (term.fieldName.equals(fieldName)) {
        return Optional.of(term);
      }
    }
    return Optional.empty();
  }
}
