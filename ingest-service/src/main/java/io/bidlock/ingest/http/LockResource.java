package io.bidlock.ingest.http;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.ingest.commands.Answer;
import io.bidlock.ingest.commands.CommandDesk;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Holds on items by somebody other than their auction. */
final class LockResource implements HttpService {
  private static final Set<String> FIELDS = Set.of("holder", "ttl_seconds");
  private static final long MAX_TTL_MILLIS = 86_400_000;
  private static final int MILLIS_SCALE = 3;

  private final CommandDesk desk;

  LockResource(CommandDesk desk) {
    this.desk = desk;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(
        rules,
        "/items/{item_id}/lock",
        Map.of(Method.PUT, this::request, Method.DELETE, this::release));
    Paths.at(rules, "/items/{item_id}/lock/commit", Map.of(Method.POST, this::commit));
  }

  private void request(ServerRequest request, ServerResponse response) {
    String itemId = Paths.itemId(request);
    RequestBody body = RequestBody.read(request, FIELDS);
    String holder = body.id("holder");
    LockRequested wanted =
        new LockRequested(
            itemId,
            CommandIds.of(request, "lock", holder, itemId),
            holder,
            ttlMillis(body.positiveAmount("ttl_seconds")));
    Answer answer = Commands.answer(desk, wanted, request);
    if (answer instanceof Answer.Decided decided && decided.decision().accepted()) {
      granted(wanted, decided.decision()).send(request, response);
    } else {
      Commands.reply(wanted, answer).send(request, response);
    }
  }

  private static Reply granted(LockRequested wanted, Decision grant) {
    long token = grant.lockToken().orElseThrow();
    long untilMillis = grant.lockUntilMillis().orElseThrow();
    return Reply.of(
            200,
            out ->
                out.number("token", token)
                    .text("until", DecisionReplies.time(untilMillis))
                    .text("holder", wanted.holder())
                    .text("item_id", wanted.itemId())
                    .text("message", DecisionReplies.message(grant))
                    .text("event_id", grant.position().toString())
                    .number("item_seq", grant.itemSeq())
                    .text("hash", grant.hash().toString()))
        .with("ETag", "\"" + token + "\"");
  }

  private void release(ServerRequest request, ServerResponse response) {
    String itemId = Paths.itemId(request);
    long token = RequestHeaders.token(request);
    withToken(
        new LockReleased(itemId, commandId(request, "release", itemId, token), token),
        request,
        response);
  }

  private void commit(ServerRequest request, ServerResponse response) {
    String itemId = Paths.itemId(request);
    long token = RequestHeaders.token(request);
    withToken(
        new LockCommitted(itemId, commandId(request, "commit", itemId, token), token),
        request,
        response);
  }

  private void withToken(LogRecord command, ServerRequest request, ServerResponse response) {
    RequestBody.readOptional(request, Set.of());
    Commands.ask(desk, command, request).send(request, response);
  }

  private static String commandId(ServerRequest request, String what, String itemId, long token) {
    return CommandIds.of(request, what, Long.toString(token), itemId);
  }

  private static long ttlMillis(DecimalAmount seconds) {
    OptionalLong millis = seconds.toMinor(MILLIS_SCALE);
    if (millis.isEmpty() || millis.getAsLong() > MAX_TTL_MILLIS) {
      throw RequestBody.bad("ttl_seconds", "must be at most 86400, with at most three decimals");
    }
    return millis.getAsLong();
  }
}
