package io.bidlock.launcher.house;

import io.bidlock.auction.log.Position;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.launcher.audit.Told;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A client of an auction house that never forgets what it was told. */
final class HouseClient {
  /** An answer of the house. */
  record Answer(int status, JsonObject body) {
    String text(String name) {
      return read(() -> body.optionalText(name).orElse(""));
    }

    long number(String name) {
      return read(() -> body.optionalNumber(name).orElse(-1));
    }

    String amount(String name) {
      return read(() -> body.optionalAmount(name).map(Object::toString).orElse(""));
    }

    boolean flag(String name) {
      return read(() -> body.optionalFlag(name).orElse(false));
    }

    private interface Reading<T> {
      T get() throws UnreadableRecord;
    }

    private static <T> T read(Reading<T> reading) {
      try {
        return reading.get();
      } catch (UnreadableRecord e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Each waits a second in the house. */
  private static final int MOST_REPEATS = 60;

  private static final AtomicLong KEYS = new AtomicLong();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private URI house;

  /** To be called before anything else, and when the house has another address. */
  void moveTo(URI other) {
    house = other;
  }

  List<Told> told() {
    return told;
  }

  /** Lists an item that opened a minute ago; {@code more} are further JSON fields. */
  String list(String itemId, String format, Instant closesAt, String more) {
    Answer answer =
        send(
            "POST",
            "/api/v1/items",
            """
            {"item_id": "%s", "seller_id": "seller-1", "title": "A clock", "category": "clocks",
             "currency": "USD", "format": "%s", "start_price": 10,
             "opens_at": "%s", "closes_at": "%s" %s}
            """
                .formatted(itemId, format, Instant.now().minusSeconds(60), closesAt, more),
            "Idempotency-Key",
            key());
    if (answer.status() != 201) {
      throw new AssertionError("listed with " + answer);
    }
    return itemId;
  }

  Answer bid(String itemId, String bidder, String amount) {
    return bid(itemId, bidder, amount, key());
  }

  /** As a patient client bids: who is told to wait asks again under the same key. */
  Answer bid(String itemId, String bidder, String amount, String key) {
    Answer answer = bidOnce(itemId, bidder, amount, key);
    for (int again = 0; answer.status() == 202 && again < MOST_REPEATS; again++) {
      answer = bidOnce(itemId, bidder, amount, key);
    }
    return answer;
  }

  Answer bidOnce(String itemId, String bidder, String amount, String key) {
    return send(
        "POST",
        "/api/v1/items/" + itemId + "/bid",
        "{\"user_id\": \"%s\", \"amount\": %s}".formatted(bidder, amount),
        "Idempotency-Key",
        key);
  }

  Answer item(String itemId) {
    return send("GET", "/api/v1/items/" + itemId, "");
  }

  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int index = 0; index < headers.length; index += 2) {
      request.header(headers[index], headers[index + 1]);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), JsonObject.read(response.body()));
      remember(method, path, answer);
      return answer;
    } catch (IOException | UnreadableRecord e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void remember(String method, String path, Answer answer) {
    String place = answer.text("event_id");
    if (method.equals("GET")) {
      return;
    }
    if (place.isEmpty()) {
      requireRefused(method + " " + path, answer);
      return;
    }
    Optional<Told.Answer> decided =
        answer.status() == 202 || answer.text("hash").isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Told.Answer(
                    answer.number("item_seq"),
                    answer.text("hash"),
                    answer.status() < 300,
                    Optional.of(answer.text("reason")).filter(reason -> !reason.isEmpty())));
    Optional<String> command =
        Optional.of(answer.text("command_id"))
            .filter(id -> !id.isEmpty())
            .or(() -> Optional.of(answer.text("bid_id")).filter(id -> !id.isEmpty()));
    String itemId = answer.text("item_id").isEmpty() ? answer.text("id") : answer.text("item_id");
    told.add(new Told(itemId, command, Optional.of(Position.parse(place)), decided));
  }

  /** Whatever is acknowledged stands somewhere, and the house says where. */
  private static void requireRefused(String request, Answer answer) {
    if (answer.status() < 300) {
      throw new AssertionError(request + " was acknowledged without an event_id: " + answer);
    }
  }

  static String key() {
    return "key-" + KEYS.incrementAndGet();
  }
}
