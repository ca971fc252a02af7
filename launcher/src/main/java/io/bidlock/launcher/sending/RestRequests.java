package io.bidlock.launcher.sending;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.JsonWriter;
import io.bidlock.launcher.traffic.Action;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What an action comes to over HTTP. */
final class RestRequests {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String JSON = "application/json";

  private final URI house;

  RestRequests(URI house) {
    this.house = house;
  }

  /**
   * @param token of the lock that the action is about, empty where it is about none
   */
  HttpRequest of(Action action, String token) {
    HttpRequest.Builder request =
        switch (action) {
          case Action.ListItem list -> post("/api/v1/items", json(out -> listing(out, list)));
          case Action.PlaceBid bid -> post(item(bid) + "/bid", json(out -> bid(out, bid)));
          case Action.SendNonsense nonsense ->
              post(item(nonsense) + "/bid", BodyPublishers.ofString(nonsense.body()));
          case Action.RetractBid retract -> retraction(retract);
          case Action.AskForLock ask -> to(item(ask) + "/lock").PUT(json(out -> lock(out, ask)));
          case Action.ReleaseLock release ->
              to(item(release) + "/lock").header("If-Match", quoted(token)).DELETE();
          case Action.CommitLock commit ->
              post(item(commit) + "/lock/commit", BodyPublishers.ofString("{}"))
                  .header("If-Match", quoted(token));
          case Action.Pause pause ->
              post(item(pause) + "/pause", reason("actor_id", pause.actorId(), pause.why()));
          case Action.Resume resume ->
              post(item(resume) + "/resume", json(out -> out.text("actor_id", resume.actorId())));
          case Action.Withdraw withdraw ->
              post(
                  item(withdraw) + "/withdraw",
                  reason("actor_id", withdraw.actorId(), withdraw.why()));
          case Action.Amend amend ->
              to(item(amend)).method("PATCH", json(out -> amendment(out, amend)));
        };
    return request
        .header("Content-Type", JSON)
        .header("Idempotency-Key", action.key())
        .timeout(TIMEOUT)
        .build();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(house.resolve(path));
  }

  private HttpRequest.Builder post(String path, BodyPublisher body) {
    return to(path).POST(body);
  }

  private HttpRequest.Builder retraction(Action.RetractBid retract) {
    String bidId = Ids.bidId(retract.bidderId(), retract.itemId(), retract.bidKey());
    return to(item(retract) + "/bids/" + bidId)
        .method("DELETE", reason("user_id", retract.bidderId(), retract.why()));
  }

  private static void listing(JsonWriter out, Action.ListItem list) throws IOException {
    out.text("item_id", list.itemId());
    terms(out, list.terms());
  }

  private static void amendment(JsonWriter out, Action.Amend amend) throws IOException {
    out.text("actor_id", amend.actorId());
    terms(out, amend.amendment());
  }

  private static void terms(JsonWriter out, Terms terms) throws IOException {
    for (Term term : Term.values()) {
      String text = terms.get(term).orElse("");
      if (text.isEmpty()) {
        continue;
      }
      switch (term.kind()) {
        case TEXT -> out.text(term.fieldName(), text);
        case FLAG -> out.flag(term.fieldName(), Boolean.parseBoolean(text));
        case AMOUNT -> {
          if (text.indexOf(':') < 0) {
            out.amount(term.fieldName(), DecimalAmount.parse(text));
          } else {
            out.text(term.fieldName(), text);
          }
        }
      }
    }
  }

  private static void bid(JsonWriter out, Action.PlaceBid bid) throws IOException {
    out.text("user_id", bid.bidderId())
        .amount("amount", DecimalAmount.parse(bid.amount()))
        .text("currency", bid.currency());
  }

  private static void lock(JsonWriter out, Action.AskForLock ask) throws IOException {
    out.text("holder", ask.holder()).number("ttl_seconds", ask.ttlSeconds());
  }

  private static BodyPublisher reason(String whoField, String who, String why) {
    return json(out -> out.text(whoField, who).text("reason", why));
  }

  private static BodyPublisher json(JsonWriter.Body body) {
    return BodyPublishers.ofByteArray(JsonWriter.object(body));
  }

  private static String item(Action action) {
    return "/api/v1/items/" + URLEncoder.encode(action.itemId(), StandardCharsets.UTF_8);
  }

  private static String quoted(String token) {
    return '"' + token + '"';
  }
}
