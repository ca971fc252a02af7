package io.bidlock.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.ingest.log.LogUnavailable;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Many bids in one request: a JSON array, or one object a line (NDJSON). Each is answered in one
 * line, in order, with the status it would have had alone. All are read before the first line goes
 * out, because many clients read nothing while they write.
 */
final class BulkBids implements HttpService {
  /** Most bids of one request. */
  static final int MAX_BIDS = 10_000;

  /** Most bytes of one request. */
  static final long MAX_BYTES = 8L << 20;

  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final Set<String> FIELDS = fields();

  private final BidTaker taker;
  private final BidMetrics metrics;

  /**
   * One request while it is read.
   *
   * @param key under which the whole may be repeated, unchanged
   * @param replies to the bids so far
   * @param logAway set once Kafka did not acknowledge one of them
   */
  private record Batch(
      Optional<String> key,
      Optional<String> traceparent,
      List<CompletableFuture<Reply>> replies,
      AtomicBoolean logAway) {
    static Batch of(ServerRequest request) {
      return new Batch(
          RequestHeaders.idempotencyKey(request),
          RequestHeaders.traceparent(request),
          new ArrayList<>(),
          new AtomicBoolean());
    }

    /** The key of the bid that is read now, where it brings none itself. */
    Optional<String> keyOfLine() {
      String line = Integer.toString(replies.size() + 1);
      return key.map(whole -> Ids.derived("bulk line", whole, line));
    }
  }

  BulkBids(BidTaker taker, BidMetrics metrics) {
    this.taker = taker;
    this.metrics = metrics;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(rules, "/bids", Map.of(Method.POST, this::place));
  }

  private void place(ServerRequest request, ServerResponse response) throws IOException {
    long startNanos = System.nanoTime();
    if (!request.content().hasEntity()) {
      throw RequestBody.empty();
    }
    String type = RequestBody.requireType(request, Set.of(JSON, NDJSON));
    Batch batch = Batch.of(request);
    try (InputStream in = new BufferedInputStream(BodyStream.open(request, MAX_BYTES))) {
      if (type.equals(NDJSON)) {
        readLines(in, batch);
      } else {
        readArray(in, batch);
      }
    } catch (Refused e) {
      endEarly(batch.replies(), e);
    }
    response.status(Status.OK_200).header(HeaderNames.CONTENT_TYPE, NDJSON);
    try (OutputStream out = new BufferedOutputStream(response.outputStream(), 1 << 15)) {
      write(batch.replies(), out, startNanos);
    } catch (IOException | UncheckedIOException e) {
      throw Failures.hungUp(e);
    }
  }

  /** What is wrong with the whole is the answer, unless some bids were taken already. */
  private static void endEarly(List<CompletableFuture<Reply>> replies, Refused e) {
    if (replies.isEmpty()) {
      throw e;
    }
    replies.add(CompletableFuture.completedFuture(e.reply()));
  }

  private void write(List<CompletableFuture<Reply>> replies, OutputStream out, long startNanos)
      throws IOException {
    long number = 0;
    for (CompletableFuture<Reply> pending : replies) {
      if (!pending.isDone()) {
        out.flush();
      }
      Reply reply = joined(pending);
      metrics.answered(reply.status(), System.nanoTime() - startNanos);
      out.write(reply.line(++number));
      out.write('\n');
    }
  }

  private static Reply joined(CompletableFuture<Reply> pending) {
    try {
      return pending.join();
    } catch (CompletionException e) {
      return Failures.reply(Failures.unwrapped(e));
    }
  }

  private void readLines(InputStream in, Batch batch) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read;
    do {
      read = in.read();
      if (read != '\n' && read >= 0) {
        line.write(read);
        if (line.size() > RequestBody.MAX_BYTES) {
          throw BodyStream.tooLarge("A line", RequestBody.MAX_BYTES);
        }
      } else if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
        byte[] json = line.toByteArray();
        add(batch, () -> RequestBody.parse(json, FIELDS));
        line.reset();
      } else {
        line.reset();
      }
    } while (read >= 0);
  }

  private void readArray(InputStream in, Batch batch) {
    try (JsonParser parser = JsonObject.FACTORY.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw RequestBody.malformed("the body must be a JSON array of bids, or NDJSON");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          parser.skipChildren();
          add(
              batch,
              () -> {
                throw RequestBody.malformed("This is not a JSON object");
              });
        } else {
          JsonObject object = JsonObject.readObject(parser);
          add(batch, () -> RequestBody.of(object, FIELDS));
        }
      }
      if (parser.nextToken() != null) {
        throw RequestBody.malformed("There is something after the JSON array");
      }
    } catch (IOException e) {
      throw RequestBody.malformed(JsonObject.malformed(e));
    }
  }

  /** Gives one bid's body, or refuses it. */
  @FunctionalInterface
  private interface BodySource {
    RequestBody body();
  }

  private void add(Batch batch, BodySource source) {
    if (batch.replies().size() == MAX_BIDS) {
      throw new Refused(
          Reply.problem(
              ProblemType.BODY_TOO_LARGE,
              "A request may have at most "
                  + MAX_BIDS
                  + " bids, and the first so many were taken; send the others by themselves."));
    }
    batch.replies().add(reply(batch, source));
  }

  private CompletableFuture<Reply> reply(Batch batch, BodySource source) {
    try {
      RequestBody body = source.body();
      Optional<String> key = body.optionalId("idempotency_key").or(batch::keyOfLine);
      BidTaker.Bid bid = taker.read(body.id("item_id"), body, key, batch.traceparent());
      if (batch.logAway().get()) {
        // Each further try would take as long as the first to find that out.
        return CompletableFuture.completedFuture(notTried());
      }
      return taker.take(bid).whenComplete((reply, failure) -> noteIfAway(batch, failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(Failures.reply(e));
    }
  }

  private static void noteIfAway(Batch batch, Throwable failure) {
    if (failure instanceof CompletionException e && e.getCause() instanceof LogUnavailable) {
      batch.logAway().set(true);
    }
  }

  private static Reply notTried() {
    return Reply.problem(
        ProblemType.LOG_UNAVAILABLE,
        "Kafka did not acknowledge a bid before this one, so this one was not tried: repeat it.");
  }

  private static Set<String> fields() {
    Set<String> fields = new HashSet<>(BidTaker.FIELDS);
    fields.add("item_id");
    fields.add("idempotency_key");
    return Set.copyOf(fields);
  }
}
