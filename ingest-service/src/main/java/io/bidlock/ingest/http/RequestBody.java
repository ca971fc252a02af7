package io.bidlock.ingest.http;

import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.TermsJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.helidon.common.media.type.MediaType;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request's JSON object, read strictly: only known fields, each of its type. Whatever is wrong is
 * {@link Refused} with the field's name.
 */
final class RequestBody {
  /** Most bytes of one object. */
  static final int MAX_BYTES = 16 << 10;

  private static final int MAX_SENTENCE_LENGTH = 500;
  private static final Pattern LIBRARY_ADVICE =
      Pattern.compile("(: enable `| \\(start marker at |: maybe a | \\[Source: |, from `).*");
  private static final String JSON = "application/json";

  private final JsonObject object;

  private RequestBody(JsonObject object) {
    this.object = object;
  }

  /** Reads the body of a request. */
  static RequestBody read(ServerRequest request, Set<String> allowed) {
    byte[] json = bytes(request);
    if (json.length == 0) {
      throw empty();
    }
    requireType(request, Set.of(JSON));
    return parse(json, allowed);
  }

  /** Reads the body of a request that may have none. */
  static RequestBody readOptional(ServerRequest request, Set<String> allowed) {
    byte[] json = bytes(request);
    if (json.length == 0) {
      return parse(new byte[] {'{', '}'}, allowed);
    }
    requireType(request, Set.of(JSON));
    return parse(json, allowed);
  }

  /** Said before anything about its type: who sends nothing gives none. */
  static Refused empty() {
    return malformed("the body is empty");
  }

  /** Reads one object. */
  static RequestBody parse(byte[] json, Set<String> allowed) {
    try {
      return of(JsonObject.read(json), allowed);
    } catch (UnreadableRecord e) {
      throw malformed(e.getMessage());
    }
  }

  /** What the JSON library says, without its advice to programmers. */
  static Refused malformed(String message) {
    String plain = LIBRARY_ADVICE.matcher(message).replaceFirst("");
    String sentence = plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1) + ".";
    return new Refused(Reply.problem(ProblemType.MALFORMED_BODY, sentence));
  }

  /** Looks at an object that was read already. */
  static RequestBody of(JsonObject object, Set<String> allowed) {
    for (String name : object.names()) {
      if (!allowed.contains(name)) {
        throw new Refused(
            Reply.badField(
                name, "There is no field '" + name + "' here; there are " + sorted(allowed) + "."));
      }
    }
    return new RequestBody(object);
  }

  /**
   * Refuses another content type.
   *
   * @return the one it is
   */
  static String requireType(ServerRequest request, Set<String> wanted) {
    Optional<HttpMediaType> given = contentType(request);
    Optional<String> type = given.map(HttpMediaType::mediaType).map(MediaType::text);
    boolean utf8 =
        given.flatMap(HttpMediaType::charset).map("utf-8"::equalsIgnoreCase).orElse(true);
    if (type.isEmpty() || !wanted.contains(type.get()) || !utf8) {
      throw new Refused(
          Reply.problem(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be " + String.join(" or ", wanted) + ", in UTF-8."));
    }
    return type.get();
  }

  private static Optional<HttpMediaType> contentType(ServerRequest request) {
    try {
      return request.headers().contentType();
    } catch (IllegalArgumentException | HttpException e) {
      // Not a type at all: not the one that is wanted either.
      return Optional.empty();
    }
  }

  private static byte[] bytes(ServerRequest request) {
    try (BodyStream in = BodyStream.open(request, MAX_BYTES)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a body fails in its own way only", e);
    }
  }

  /** Whether the field is there, be it null. */
  boolean mentions(String name) {
    return object.has(name);
  }

  /** An id of somebody or something. */
  String id(String name) {
    return optionalId(name).orElseThrow(() -> absent(name));
  }

  Optional<String> optionalId(String name) {
    return optionalText(name).map(id -> requireId(name, id));
  }

  /** An id that came another way than in the body. */
  static String requireId(String name, String id) {
    Ids.problem(id)
        .ifPresent(
            what -> {
              throw bad(name, what);
            });
    return id;
  }

  /** A text for people, not too long and not empty. */
  static String requireSentence(String name, String text) {
    requireWhole(name, text);
    if (text.isBlank() || text.length() > MAX_SENTENCE_LENGTH) {
      throw bad(name, "must have 1 to " + MAX_SENTENCE_LENGTH + " characters");
    }
    return text;
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> absent(name));
  }

  Optional<String> optionalText(String name) {
    Optional<String> text = get(() -> object.optionalText(name));
    text.ifPresent(present -> requireWhole(name, present));
    return text;
  }

  /** {@code true} or {@code false}, which null is not. */
  Optional<Boolean> optionalFlag(String name) {
    return mentions(name) ? Optional.of(get(() -> object.flag(name))) : Optional.empty();
  }

  /** A decimal, exact: a JSON number, or its text for those whose numbers are not exact. */
  Optional<DecimalAmount> optionalAmount(String name) {
    try {
      return object.optionalAmount(name);
    } catch (UnreadableRecord e) {
      throw bad(
          name, "must be a decimal number of at most " + DecimalAmount.MAX_DIGITS + " digits");
    }
  }

  DecimalAmount amount(String name) {
    return optionalAmount(name).orElseThrow(() -> absent(name));
  }

  /** A decimal over zero. */
  DecimalAmount positiveAmount(String name) {
    DecimalAmount amount = amount(name);
    if (amount.unscaled() <= 0) {
      throw bad(name, "must be over zero");
    }
    return amount;
  }

  /** Every field that is a term of a listing. */
  Terms terms() {
    Terms terms = get(() -> TermsJson.read(object));
    terms.forEach((term, text) -> requireWhole(term.fieldName(), text));
    return terms;
  }

  private static void requireWhole(String name, String text) {
    boolean whole =
        text.codePoints()
            .noneMatch(
                point ->
                    Character.getType(point) == Character.SURROGATE
                        || Character.isISOControl(point));
    if (!whole) {
      throw bad(name, "must not have control characters or halves of characters");
    }
  }

  static Refused bad(String field, String what) {
    return new Refused(Reply.badField(field, field + " " + what + "."));
  }

  private static Refused absent(String field) {
    return bad(field, "is required");
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  /** Something that may find the JSON to be other than wanted. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws UnreadableRecord;
  }

  private static <T> T get(Reading<T> reading) {
    try {
      return reading.read();
    } catch (UnreadableRecord e) {
      throw e.field()
          .map(field -> bad(field, e.complaint()))
          .orElseGet(() -> malformed(e.getMessage()));
    }
  }
}
