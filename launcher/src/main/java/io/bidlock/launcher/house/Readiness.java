package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether a house takes bids and decides them. Health alone does not say so: bids must have come
 * back decided, one on each partition of the log, for each has a reader of its own. They are on
 * items that do not exist, so that they leave no trace but their places in the log.
 */
final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final String NO_ITEM = "bidlock-is-ready-";
  private static final int MOST_NAMES = 1_000;

  private Readiness() {}

  /**
   * Waits until it does.
   *
   * @param partitions of the log
   * @param inTheWay is told, after each look, why it is not ready
   * @throws CommandFailure when it does not within the timeout
   */
  static void await(URI house, int partitions, Duration timeout, Consumer<String> inTheWay) {
    List<String> items = oneItemOfEachPartition(partitions);
    long deadline = System.nanoTime() + timeout.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String last = "no answer";
      while (System.nanoTime() < deadline) {
        last = ask(client, house, items);
        if (last.isEmpty()) {
          return;
        }
        inTheWay.accept(last);
        Thread.sleep(PAUSE.toMillis());
      }
      throw new CommandFailure(
          "BidLock did not take bids within " + timeout.toSeconds() + " s: " + last + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The wait for BidLock was interrupted.", e);
    }
  }

  static boolean isTrial(String itemId) {
    return itemId.startsWith(NO_ITEM);
  }

  /** Empty when it is ready, else what is in the way. */
  private static String ask(HttpClient client, URI house, List<String> items)
      throws InterruptedException {
    try {
      int health = send(client, HttpRequest.newBuilder(house.resolve("/health")).GET());
      if (health != 200) {
        return "/health answers " + health;
      }
      for (String item : items) {
        // 404 is a decision; 202 would be a bid that still waits for one.
        int bid = send(client, bidOn(house, item));
        if (bid != 404) {
          return "a bid on no item is answered by " + bid;
        }
      }
      return "";
    } catch (IOException e) {
      return "no answer: " + e.getClass().getSimpleName();
    }
  }

  private static HttpRequest.Builder bidOn(URI house, String item) {
    return HttpRequest.newBuilder(house.resolve("/api/v1/items/" + item + "/bid"))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .POST(HttpRequest.BodyPublishers.ofString("{\"user_id\":\"bidlock\",\"amount\":1}"));
  }

  /** Ids that Kafka's partitioner sends to one partition each. */
  private static List<String> oneItemOfEachPartition(int partitions) {
    Map<Integer, String> items = new TreeMap<>();
    for (int name = 0; items.size() < partitions && name < MOST_NAMES; name++) {
      String item = NO_ITEM + name;
      int hash = Utils.murmur2(item.getBytes(StandardCharsets.UTF_8));
      items.putIfAbsent(Utils.toPositive(hash) % partitions, item);
    }
    return List.copyOf(items.values());
  }

  private static int send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client
        .send(request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
