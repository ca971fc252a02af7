package io.bidlock.ingest.http;

import java.util.Locale;

/** What can be wrong with a request, and how that is told (RFC 9457). */
enum ProblemType {
  MALFORMED_BODY(400, "The body cannot be read"),
  INVALID_FIELD(400, "A field is not valid"),
  INVALID_HEADER(400, "A header is not valid"),
  NOTHING_TO_CHANGE(400, "The request changes nothing"),
  BAD_REQUEST(400, "The request cannot be read"),
  UNKNOWN_ROUTE(404, "There is nothing at this address"),
  UNKNOWN_ITEM(404, "There is no such item"),
  UNKNOWN_BID(404, "There is no such bid"),
  METHOD_NOT_ALLOWED(405, "This method is not for this address"),
  REJECTED(409, "The request was rejected"),
  NOT_THE_HOLDER(412, "The token is not that of the present hold"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of another type than wanted"),
  IDEMPOTENCY_CONFLICT(422, "The idempotency key was used for something else"),
  HELD_BY_ANOTHER(423, "Somebody else holds the item"),
  TOKEN_REQUIRED(428, "The token of the hold is wanted"),
  INTERNAL_ERROR(500, "Something went wrong here"),
  TOO_BUSY(503, "Too many requests are waiting"),
  LOG_UNAVAILABLE(503, "The auction log cannot be written at the moment"),
  NOT_READY(503, "This instance is not ready for that yet");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Names the type; there is no page behind it. */
  String uri() {
    return "urn:bidlock:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
