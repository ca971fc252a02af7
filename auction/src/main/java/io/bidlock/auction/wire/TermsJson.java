package io.bidlock.auction.wire;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Terms as JSON fields: texts as strings, amounts as numbers (or their text), flags as booleans.
 */
public final class TermsJson {
  private TermsJson() {}

  /**
   * Reads every field that names a term and passes over the others. A null is an empty text, which
   * in an amendment takes the term away.
   *
   * @throws UnreadableRecord when a term has a value of the wrong kind or is too long
   */
  public static Terms read(JsonObject object) throws UnreadableRecord {
    Map<Term, String> texts = new EnumMap<>(Term.class);
    for (String name : object.names()) {
      Optional<Term> term = Term.ofField(name);
      if (term.isPresent()) {
        texts.put(term.get(), object.isNull(name) ? "" : bounded(name, text(object, term.get())));
      }
    }
    return Terms.of(texts);
  }

  private static String bounded(String name, String text) throws UnreadableRecord {
    if (text.length() > Terms.MAX_TEXT_LENGTH) {
      throw new UnreadableRecord(name, "is longer than " + Terms.MAX_TEXT_LENGTH + " characters");
    }
    return text;
  }

  private static String text(JsonObject object, Term term) throws UnreadableRecord {
    String name = term.fieldName();
    return switch (term.kind()) {
      case TEXT -> object.text(name);
      case AMOUNT -> object.numberOrText(name).orElse("");
      case FLAG -> Boolean.toString(object.flag(name));
    };
  }

  /** Writes every mentioned term as a field; those with an empty text as null. */
  static void write(JsonWriter out, Terms terms) throws IOException {
    for (Term term : Term.values()) {
      if (terms.mentions(term)) {
        Optional<String> text = terms.get(term);
        if (text.isEmpty()) {
          out.nothing(term.fieldName());
        } else if (term.kind() == Term.Kind.FLAG) {
          flag(out, term, text.get());
        } else {
          out.text(term.fieldName(), text.get());
        }
      }
    }
  }

  /** A flag that is neither is kept as the text it is, to be refused by name and not lost. */
  private static void flag(JsonWriter out, Term term, String text) throws IOException {
    if (text.equals("true") || text.equals("false")) {
      out.flag(term.fieldName(), text.equals("true"));
    } else {
      out.text(term.fieldName(), text);
    }
  }
}
