package io.bidlock.ingest.http;

import io.bidlock.auction.log.Ids;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;

/** What stands at which address. */
final class Paths {
  private Paths() {}

  /** Sets the handlers of one address; every other method is told which there are. */
  static void at(HttpRules rules, String path, Map<Method, Handler> handlers) {
    handlers.forEach((method, handler) -> rules.route(method, path, handler));
    if (handlers.containsKey(Method.GET)) {
      rules.head(path, handlers.get(Method.GET));
    }
    String allowed =
        String.join(", ", handlers.keySet().stream().map(Method::text).sorted().toList());
    rules.options(
        path,
        (request, response) ->
            response.status(Status.NO_CONTENT_204).header(HeaderNames.ALLOW, allowed).send());
    rules.any(
        path,
        (request, response) ->
            Reply.problem(
                    ProblemType.METHOD_NOT_ALLOWED,
                    request.prologue().method().text() + " is not for this address.")
                .with("Allow", allowed)
                .send(request, response));
  }

  /** Refuses an address that is not UTF-8, so that no id is read as another. */
  static void requireUtf8(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (PathText.isWellFormed(request.prologue().uriPath().rawPath())
        && PathText.isWellFormed(request.prologue().query().rawValue())) {
      chain.proceed();
    } else {
      Reply.problem(ProblemType.BAD_REQUEST, "The address must be percent-encoded UTF-8.")
          .send(request, response);
    }
  }

  /** The item in the address; what cannot be an id is no item. */
  static String itemId(ServerRequest request) {
    String itemId = request.path().pathParameters().get("item_id");
    if (Ids.problem(itemId).isPresent()) {
      throw new Refused(unknownItem(itemId));
    }
    return itemId;
  }

  /** The bid in the address; what cannot be an id is no bid. */
  static String bidId(ServerRequest request) {
    String bidId = request.path().pathParameters().get("bid_id");
    if (Ids.problem(bidId).isPresent()) {
      throw new Refused(unknownBid(bidId));
    }
    return bidId;
  }

  static Reply unknownItem(String itemId) {
    return Reply.problem(
        ProblemType.UNKNOWN_ITEM, "There is no item with the id '" + itemId + "'.");
  }

  static Reply unknownBid(String bidId) {
    return Reply.problem(
        ProblemType.UNKNOWN_BID, "No bid with the id '" + bidId + "' came in the last 24 hours.");
  }
}
