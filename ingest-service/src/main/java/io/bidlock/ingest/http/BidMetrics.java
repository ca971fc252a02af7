package io.bidlock.ingest.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** What {@code /metrics} tells of bids. */
public final class BidMetrics {
  private static final String ANSWERS = "bidlock_bid_answers";
  private static final String LATENCY = "bidlock_bid_answer_time";

  private final MeterRegistry registry = Metrics.globalRegistry();
  private final Map<Integer, Counter> answers = new ConcurrentHashMap<>();
  private final Timer latency =
      registry.getOrCreate(
          Timer.builder(LATENCY)
              .description("From a bid's last byte in to its answer")
              .percentiles(0.5, 0.95, 0.99));

  /** A bid was answered. */
  void answered(int status, long nanos) {
    answers(status).increment();
    latency.record(Duration.ofNanos(nanos));
  }

  private Counter answers(int status) {
    return answers.computeIfAbsent(
        status,
        told ->
            registry.getOrCreate(
                Counter.builder(ANSWERS)
                    .description("Bids by the status they were answered with")
                    .tags(List.of(Tag.create("status", Integer.toString(told))))));
  }

  /** A number that is asked for when somebody looks. */
  public void gauge(String name, String description, IntSupplier value) {
    registry.getOrCreate(Gauge.builder(name, value::getAsInt).description(description));
  }
}
