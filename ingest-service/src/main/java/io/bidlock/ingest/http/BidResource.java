package io.bidlock.ingest.http;

import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.ingest.commands.CommandDesk;
import io.bidlock.ingest.decisions.BidIndex;
import io.bidlock.ingest.decisions.BidIndexFeed;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Bids: placed, taken back, looked up. */
final class BidResource implements HttpService {
  private static final Duration CATCH_UP = Duration.ofSeconds(2);
  private static final Set<String> RETRACTION_FIELDS = Set.of("user_id", "reason");

  private final BidTaker taker;
  private final CommandDesk desk;
  private final BidIndex index;
  private final BidIndexFeed feed;
  private final BidMetrics metrics;
  private final Clock clock;

  BidResource(
      BidTaker taker,
      CommandDesk desk,
      BidIndex index,
      BidIndexFeed feed,
      BidMetrics metrics,
      Clock clock) {
    this.taker = taker;
    this.desk = desk;
    this.index = index;
    this.feed = feed;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(rules, "/items/{item_id}/bid", Map.of(Method.POST, this::place));
    Paths.at(rules, "/items/{item_id}/bids/{bid_id}", Map.of(Method.DELETE, this::retract));
    Paths.at(rules, "/bids/{bid_id}", Map.of(Method.GET, this::find));
  }

  private void place(ServerRequest request, ServerResponse response) {
    long startNanos = System.nanoTime();
    String itemId = Paths.itemId(request);
    RequestBody body = RequestBody.read(request, BidTaker.FIELDS);
    Optional<String> key = RequestHeaders.idempotencyKey(request);
    BidTaker.Bid bid = taker.read(itemId, body, key, RequestHeaders.traceparent(request));
    Reply reply = RequestHeaders.respondAsync(request) ? taker.leave(bid) : await(bid);
    metrics.answered(reply.status(), System.nanoTime() - startNanos);
    reply.send(request, response);
  }

  private Reply await(BidTaker.Bid bid) {
    try {
      return taker.take(bid).join();
    } catch (CompletionException e) {
      throw Failures.unwrapped(e);
    }
  }

  private void retract(ServerRequest request, ServerResponse response) {
    String itemId = Paths.itemId(request);
    String bidId = Paths.bidId(request);
    RequestBody body = RequestBody.readOptional(request, RETRACTION_FIELDS);
    String actorId =
        body.optionalId("user_id")
            .or(() -> request.query().first("user_id").asOptional())
            .orElseThrow(
                () -> RequestBody.bad("user_id", "is required, in the body or as a query"));
    String why =
        body.optionalText("reason")
            .or(() -> request.query().first("reason").asOptional())
            .orElseThrow(() -> RequestBody.bad("reason", "is required, in the body or as a query"));
    BidRetracted retraction =
        new BidRetracted(
            itemId,
            CommandIds.of(request, "retract " + bidId, actorId, itemId),
            bidId,
            RequestBody.requireId("user_id", actorId),
            RequestBody.requireSentence("reason", why));
    Commands.ask(desk, retraction, request).send(request, response);
  }

  private void find(ServerRequest request, ServerResponse response) throws InterruptedException {
    String bidId = Paths.bidId(request);
    found(bidId).send(request, response);
  }

  private Reply found(String bidId) throws InterruptedException {
    Reply known = reply(bidId);
    if (known.status() < 400 || feed.catchUp(CATCH_UP)) {
      // A 404 counts only once all that was written before the question has been read.
      return known.status() < 400 ? known : reply(bidId);
    }
    return Reply.problem(
            ProblemType.NOT_READY,
            "The bids of the last 24 hours are still being read; ask again in a moment.")
        .with("Retry-After", "2");
  }

  private Reply reply(String bidId) {
    return switch (index.find(bidId, clock.millis())) {
      case BidIndex.Found.Decided decided -> DecisionReplies.publicBid(decided.decision());
      case BidIndex.Found.Waiting waiting -> DecisionReplies.publicWaiting(bidId);
      case BidIndex.Found.Nothing nothing -> Paths.unknownBid(bidId);
      case BidIndex.Found.Dropped dropped ->
          Reply.problem(
                  ProblemType.NOT_READY,
                  "So many bids came that the older ones of the last 24 hours are not kept here;"
                      + " repeat the bid with its Idempotency-Key to get its answer.")
              .with("Retry-After", "60");
    };
  }
}
