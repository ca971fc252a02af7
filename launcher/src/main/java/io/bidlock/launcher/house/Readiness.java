package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/**
 * Whether a house takes bids and decides them. Health alone does not say so: a bid must have come
 * back decided. It is on an item that does not exist, so that it leaves no trace but its place in
 * the log.
 */
final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final String NO_ITEM = "bidlock-is-ready";

  private Readiness() {}

  /**
   * @throws CommandFailure when it does not within the timeout
   */
  static void await(URI house, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String last = "no answer";
      while (System.nanoTime() < deadline) {
        last = ask(client, house);
        if (last.isEmpty()) {
          return;
        }
        Thread.sleep(PAUSE.toMillis());
      }
      throw new CommandFailure(
          "BidLock did not take bids within " + timeout.toSeconds() + " s: " + last + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The wait for BidLock was interrupted.", e);
    }
  }

  /** Empty when it is ready, else what is in the way. */
  private static String ask(HttpClient client, URI house) throws InterruptedException {
    try {
      int health = send(client, HttpRequest.newBuilder(house.resolve("/health")).GET());
      if (health != 200) {
        return "/health answers " + health;
      }
      // 404 is a decision; 202 would be a bid that still waits for one.
      int bid =
          send(
              client,
              HttpRequest.newBuilder(house.resolve("/api/v1/items/" + NO_ITEM + "/bid"))
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", UUID.randomUUID().toString())
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"user_id\":\"bidlock\",\"amount\":1}")));
      return bid == 404 ? "" : "a bid on no item is answered by " + bid;
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client
        .send(request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
