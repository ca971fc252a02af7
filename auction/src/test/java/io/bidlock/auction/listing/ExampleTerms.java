package io.bidlock.auction.listing;

import java.util.EnumMap;
import java.util.Map;

/** A plain auction's terms for tests, to be changed term by term. */
public final class ExampleTerms {
  private ExampleTerms() {}

  /** A teapot for an hour, from 10 dollars, but for these changes: field names and texts. */
  public static Terms teapot(String... changes) {
    Map<Term, String> texts = new EnumMap<>(Term.class);
    put(
        texts,
        "seller_id",
        "seller-1",
        "title",
        "Silver teapot",
        "category",
        "silver",
        "currency",
        "USD",
        "format",
        "ENGLISH",
        "start_price",
        "10",
        "opens_at",
        "2026-11-21T18:00:00Z",
        "closes_at",
        "2026-11-21T19:00:00Z");
    put(texts, changes);
    return Terms.of(texts);
  }

  /** Tulips by a falling price: from 100, by 5 a minute. */
  public static Terms tulips(String... changes) {
    return teapot(
            "title",
            "Tulips",
            "format",
            "DUTCH",
            "start_price",
            "100",
            "dutch_step",
            "5",
            "dutch_interval",
            "PT1M")
        .amendedBy(terms(changes));
  }

  /** Only these terms: field names and texts. */
  public static Terms terms(String... fields) {
    Map<Term, String> texts = new EnumMap<>(Term.class);
    put(texts, fields);
    return Terms.of(texts);
  }

  private static void put(Map<Term, String> texts, String... fields) {
    for (int index = 0; index < fields.length; index += 2) {
      texts.put(Term.ofField(fields[index]).orElseThrow(), fields[index + 1]);
    }
  }
}
