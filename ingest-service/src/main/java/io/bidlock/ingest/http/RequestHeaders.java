package io.bidlock.ingest.http;

import io.bidlock.auction.log.Ids;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers that BidLock reads. */
final class RequestHeaders {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final HeaderName PREFER = HeaderNames.create("Prefer");
  private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Pattern TOKEN = Pattern.compile("\"?([1-9][0-9]{0,17})\"?");

  private RequestHeaders() {}

  /** The key under which a request may be repeated. */
  static Optional<String> idempotencyKey(ServerRequest request) {
    Optional<String> key = request.headers().first(IDEMPOTENCY_KEY);
    key.flatMap(Ids::problem)
        .ifPresent(
            what -> {
              throw bad("Idempotency-Key " + what + ".");
            });
    return key;
  }

  /** Whether no decision shall be waited for (RFC 7240). */
  static boolean respondAsync(ServerRequest request) {
    return request
        .headers()
        .first(PREFER)
        .filter(prefer -> prefer.toLowerCase(Locale.ROOT).contains("respond-async"))
        .isPresent();
  }

  /** The trace that the request belongs to; one that is not well-formed does not count. */
  static Optional<String> traceparent(ServerRequest request) {
    return request.headers().first(TRACEPARENT).filter(text -> TRACE.matcher(text).matches());
  }

  /** The fencing token in {@code If-Match}. */
  static long token(ServerRequest request) {
    String text =
        request
            .headers()
            .first(HeaderNames.IF_MATCH)
            .orElseThrow(
                () ->
                    new Refused(
                        Reply.problem(
                            ProblemType.TOKEN_REQUIRED,
                            "Send the token of the hold as If-Match: \"<token>\".")));
    Matcher matcher = TOKEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw bad("If-Match must be the token that granted the hold, as \"17\".");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static Refused bad(String detail) {
    return new Refused(Reply.problem(ProblemType.INVALID_HEADER, detail));
  }
}
