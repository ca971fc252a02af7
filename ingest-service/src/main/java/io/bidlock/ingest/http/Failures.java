package io.bidlock.ingest.http;

import io.bidlock.ingest.commands.TooManyWaiting;
import io.bidlock.ingest.log.LogUnavailable;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as an answer. What a client sent never makes a 500. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The exception that made a result fail. */
  static RuntimeException unwrapped(CompletionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }

  static Reply reply(Throwable failure) {
    return switch (failure) {
      case Refused refused -> refused.reply();
      case LogUnavailable unavailable ->
          Reply.problem(
                  ProblemType.LOG_UNAVAILABLE,
                  "Kafka did not acknowledge the request. It is not known whether it stands in the"
                      + " log: repeat it with the same Idempotency-Key.")
              .with("Retry-After", "2");
      case TooManyWaiting tooMany ->
          Reply.problem(ProblemType.TOO_BUSY, tooMany.getMessage() + ".").with("Retry-After", "1");
      case HttpException http -> ofStatus(http.status(), http.getMessage());
      case RequestException request -> ofStatus(request.status(), request.getMessage());
      default -> {
        LOG.error("A request failed", failure);
        yield Reply.problem(ProblemType.INTERNAL_ERROR, "It was logged; try again later.");
      }
    };
  }

  /**
   * An answer could not be written because its client is gone. What was asked for has been done all
   * the same, so that is worth a line and no more.
   */
  static CloseConnectionException hungUp(Exception why) {
    LOG.info("A client hung up before it had its answer: {}", why.getMessage());
    return new CloseConnectionException("the client hung up", why);
  }

  static void handle(HttpRouting.Builder routing) {
    routing.error(
        Throwable.class, (request, response, failure) -> reply(failure).send(request, response));
  }

  /** What Helidon finds wrong before or after there is a request to route. */
  static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, Failures::direct);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse direct(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Reply reply = ofStatus(status, message);
    DirectHandler.TransportResponse.Builder response =
        DirectHandler.TransportResponse.builder()
            .status(status)
            .headers(headers)
            .header(HeaderNames.CONTENT_TYPE, reply.contentType())
            .keepAlive(false);
    boolean wantsBody = !request.method().equals(Method.HEAD.text());
    return wantsBody ? response.entity(reply.json()).build() : response.build();
  }

  private static Reply ofStatus(Status status, String message) {
    ProblemType type =
        switch (status.code()) {
          case 404 -> ProblemType.UNKNOWN_ROUTE;
          case 405 -> ProblemType.METHOD_NOT_ALLOWED;
          case 413 -> ProblemType.BODY_TOO_LARGE;
          case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
          default -> status.code() < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL_ERROR;
        };
    if (type == ProblemType.BODY_TOO_LARGE) {
      // The server has read nothing, so it does not tell which of the limits it is.
      return Reply.problem(
          type,
          "A list of bids may have at most %d bytes, and any other body %d."
              .formatted(BulkBids.MAX_BYTES, RequestBody.MAX_BYTES));
    }
    String sentence = message == null || message.isBlank() ? type.title() : message;
    return Reply.problem(type, sentence.endsWith(".") ? sentence : sentence + ".");
  }
}
