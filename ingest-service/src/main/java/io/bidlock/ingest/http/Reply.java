package io.bidlock.ingest.http;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.wire.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request is answered, before it is known whether it goes out alone or as a line among many.
 *
 * @param problem what is wrong, where something is; the answer is {@code application/problem+json}
 *     then, with the other fields beside
 * @param detail one sentence on what is wrong; empty where nothing is
 * @param fields writes the answer's own fields
 */
record Reply(
    int status,
    Optional<ProblemType> problem,
    String detail,
    JsonWriter.Body fields,
    List<Extra> headers) {
  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final int MAX_DETAIL_LENGTH = 400;

  /** A header of the answer. */
  record Extra(String name, String value) {}

  static Reply of(int status, JsonWriter.Body fields) {
    return new Reply(status, Optional.empty(), "", fields, List.of());
  }

  static Reply problem(ProblemType type, String detail) {
    return problem(type, detail, out -> {});
  }

  static Reply problem(ProblemType type, String detail, JsonWriter.Body fields) {
    return new Reply(type.status(), Optional.of(type), printable(detail), fields, List.of());
  }

  /** A problem that one field of the body is to blame for. */
  static Reply badField(String field, String detail) {
    String name = printable(field);
    return problem(ProblemType.INVALID_FIELD, detail, out -> out.text("field", name));
  }

  /**
   * Terms under which no auction can be held.
   *
   * @param complaint begins with the name of the term to blame
   */
  static Reply badTerms(String complaint) {
    return problem(
        ProblemType.INVALID_FIELD,
        complaint + ".",
        out -> out.text("field", termToBlame(complaint)));
  }

  /** The term that a complaint about a listing begins with. */
  static Optional<String> termToBlame(String complaint) {
    return Term.ofField(complaint.split(" ", 2)[0]).map(Term::fieldName);
  }

  Reply with(String header, String value) {
    List<Extra> more = new ArrayList<>(headers);
    more.add(new Extra(header, value));
    return new Reply(status, problem, detail, fields, more);
  }

  /** The answer's body. */
  byte[] json() {
    return JsonWriter.object(
        out -> {
          if (problem.isPresent()) {
            writeProblem(out, problem.get());
          }
          fields.write(out);
        });
  }

  /** The answer as one line of many, without the line's end. */
  byte[] line(long number) {
    return JsonWriter.object(
        out -> {
          out.number("line", number);
          if (problem.isPresent()) {
            writeProblem(out, problem.get());
          } else {
            out.number("status", status);
          }
          fields.write(out);
        });
  }

  String contentType() {
    return problem.isPresent() ? PROBLEM_JSON : JSON;
  }

  /**
   * Answers a request; a {@code HEAD} with the header of what a {@code GET} would get (RFC 9110).
   */
  void send(ServerRequest request, ServerResponse response) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, contentType());
    response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    headers.forEach(extra -> response.header(extra.name(), extra.value()));
    byte[] json = json();
    try {
      if (request.prologue().method().equals(Method.HEAD)) {
        response.contentLength(json.length);
        response.send();
      } else {
        response.send(json);
      }
    } catch (UncheckedIOException e) {
      throw Failures.hungUp(e);
    }
  }

  private void writeProblem(JsonWriter out, ProblemType type) throws IOException {
    out.text("type", type.uri())
        .text("title", type.title())
        .number("status", type.status())
        .text("detail", detail);
  }

  /** What a client sent may be quoted, but not at any length and not with half characters. */
  private static String printable(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .limit(MAX_DETAIL_LENGTH)
        .map(
            point ->
                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                    ? '\uFFFD'
                    : point)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
