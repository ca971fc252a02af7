package io.bidlock.auction.listing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Terms as somebody wrote them: a text for each term that is given. A whole listing and an
 * amendment are both this; {@link Listing#of} says whether a whole one is valid.
 *
 * <p>In an amendment an empty text takes a term away; in a whole listing it is the same as absent.
 */
public final class Terms {
  /** Longest text of one term, in characters. */
  public static final int MAX_TEXT_LENGTH = 1_000;

  private final EnumMap<Term, String> texts;

  private Terms(EnumMap<Term, String> texts) {
    this.texts = texts;
  }

  /**
   * @throws IllegalArgumentException when a text is over {@value #MAX_TEXT_LENGTH} characters
   */
  public static Terms of(Map<Term, String> texts) {
    EnumMap<Term, String> copy = new EnumMap<>(Term.class);
    texts.forEach(
        (term, text) -> {
          Objects.requireNonNull(text, term::fieldName);
          if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                term.fieldName() + " is longer than " + MAX_TEXT_LENGTH + " characters");
          }
          copy.put(term, text);
        });
    return new Terms(copy);
  }

  /** The text of a term; absent and empty are the same. */
  public Optional<String> get(Term term) {
    String text = texts.get(term);
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Whether the term is mentioned at all, be it with an empty text. */
  public boolean mentions(Term term) {
    return texts.containsKey(term);
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  public int size() {
    return texts.size();
  }

  /** These terms, changed by what the amendment mentions. */
  public Terms amendedBy(Terms amendment) {
    EnumMap<Term, String> merged = new EnumMap<>(Term.class);
    merged.putAll(texts);
    amendment.texts.forEach(
        (term, text) -> {
          if (text.isEmpty()) {
            merged.remove(term);
          } else {
            merged.put(term, text);
          }
        });
    return new Terms(merged);
  }

  /** Every mentioned term with its text, in the order of {@link Term}. */
  public void forEach(BiConsumer<Term, String> action) {
    texts.forEach(action);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Terms terms && texts.equals(terms.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
