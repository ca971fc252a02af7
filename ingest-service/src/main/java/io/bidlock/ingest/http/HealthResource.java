package io.bidlock.ingest.http;

import io.bidlock.auction.wire.JsonWriter;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How this instance is. */
public final class HealthResource implements HttpService {
  private static final String SERVICE = "ingest-service";

  /**
   * What there is to tell.
   *
   * @param kafka whether Kafka answers; without it nothing is acknowledged
   * @param redis whether Redis answers; without it only other systems' locks are late
   * @param bidLookup whether the bids of the last 24 h are known
   * @param failure why this instance knows no more what happens and has to be started again
   */
  public record Health(
      boolean kafka,
      boolean redis,
      boolean bidLookup,
      int items,
      int bids,
      int waiting,
      long closesWritten,
      long lockRequestsRelayed,
      Optional<String> failure) {
    private boolean serves() {
      return kafka && failure.isEmpty();
    }

    private String status() {
      if (!serves()) {
        return "unhealthy";
      }
      return redis && bidLookup ? "healthy" : "degraded";
    }
  }

  private final Supplier<Health> health;
  private final Clock clock;

  HealthResource(Supplier<Health> health, Clock clock) {
    this.health = health;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(rules, "/health", Map.of(Method.GET, this::show));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Health now = health.get();
    JsonWriter.Body fields =
        out ->
            out.text("status", now.status())
                .text("service", SERVICE)
                .text("time", Instant.ofEpochMilli(clock.millis()).toString())
                .text("kafka", upOrDown(now.kafka()))
                .text("redis", upOrDown(now.redis()))
                .text("bid_lookup", now.bidLookup() ? "ready" : "rebuilding")
                .number("items", now.items())
                .number("bids_in_lookup", now.bids())
                .number("requests_waiting", now.waiting())
                .number("close_due_written", now.closesWritten())
                .number("lock_requests_relayed", now.lockRequestsRelayed())
                .text("failure", now.failure());
    Reply.of(now.serves() ? 200 : 503, fields).send(request, response);
  }

  private static String upOrDown(boolean up) {
    return up ? "up" : "down";
  }
}
