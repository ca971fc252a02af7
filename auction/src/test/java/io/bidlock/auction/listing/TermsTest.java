package io.bidlock.auction.listing;

import static io.bidlock.auction.listing.ExampleTerms.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Terms as somebody wrote them. */
final class TermsTest {
  @Test
  void anEmptyTextIsMentionedYetSaysNothing() {
    Terms terms = terms("reserve_price", "");

    assertThat(terms.get(Term.RESERVE_PRICE)).isEmpty();
    assertThat(terms.mentions(Term.RESERVE_PRICE)).isTrue();
    assertThat(terms.mentions(Term.TITLE)).isFalse();
    assertThat(terms.get(Term.TITLE)).isEmpty();
    assertThat(terms.isEmpty()).isFalse();
    assertThat(terms.size()).isEqualTo(1);
    assertThat(terms().isEmpty()).isTrue();
  }

  @Test
  void anAmendmentChangesAddsAndTakesAway() {
    Terms before = terms("title", "Teapot", "reserve_price", "50", "category", "silver");

    Terms after = before.amendedBy(terms("title", "Tea pot", "reserve_price", "", "sale_id", "7"));

    assertThat(after).isEqualTo(terms("title", "Tea pot", "category", "silver", "sale_id", "7"));
    assertThat(before.get(Term.TITLE)).hasValue("Teapot");
  }

  @Test
  void termsComeInTheirOwnOrderHoweverTheyWereWritten() {
    List<Term> order = new ArrayList<>();
    terms("closes_at", "x", "title", "y", "seller_id", "z")
        .forEach((term, text) -> order.add(term));

    assertThat(order).containsExactly(Term.SELLER_ID, Term.TITLE, Term.CLOSES_AT);
  }

  @Test
  void equalTermsAreEqual() {
    Terms terms = terms("title", "Teapot", "category", "silver");

    assertThat(terms)
        .isEqualTo(terms("category", "silver", "title", "Teapot"))
        .hasSameHashCodeAs(terms("category", "silver", "title", "Teapot"))
        .isNotEqualTo(terms("title", "Teapot"))
        .isNotEqualTo("Teapot")
        .hasToString("{TITLE=Teapot, CATEGORY=silver}");
  }

  @Test
  void termsDoNotChangeWithTheMapTheyWereMadeOf() {
    Map<Term, String> texts = new EnumMap<>(Map.of(Term.TITLE, "Teapot"));
    Terms terms = Terms.of(texts);

    texts.put(Term.TITLE, "Kettle");

    assertThat(terms.get(Term.TITLE)).hasValue("Teapot");
  }

  @Test
  void aTextHasAtMostAThousandCharacters() {
    assertThat(terms("title", "x".repeat(Terms.MAX_TEXT_LENGTH)).size()).isEqualTo(1);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> terms("title", "x".repeat(Terms.MAX_TEXT_LENGTH + 1)))
        .withMessage("title is longer than 1000 characters");
  }

  @Test
  void aTextIsNeverNull() {
    assertThatNullPointerException().isThrownBy(() -> terms("title", null)).withMessage("title");
  }

  @ParameterizedTest
  @EnumSource(Term.class)
  void everyTermIsFoundByItsFieldName(Term term) {
    assertThat(Term.ofField(term.fieldName())).hasValue(term);
    assertThat(term.fieldName()).matches("[a-z_]+");
  }

  @Test
  void anotherFieldIsNoTerm() {
    assertThat(Term.ofField("START_PRICE")).isEmpty();
    assertThat(Term.ofField("price")).isEmpty();
    assertThat(Term.ofField("")).isEmpty();
  }
}
