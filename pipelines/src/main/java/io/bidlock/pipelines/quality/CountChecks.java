package io.bidlock.pipelines.quality;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Checks something, and tells once a bundle how it went, in the global window: by the name of the
 * expectation, and in metrics: {@code quality/<name>/checked} and {@code failed}.
 */
abstract class CountChecks<T> extends DoFn<T, KV<String, Check>> {
  private static final long serialVersionUID = 1L;

  private transient Map<String, Check> checks;
  private transient Map<String, Counter> counters;
  private transient Instant lastTimestamp;

  @StartBundle
  public void startBundle() {
    checks = new HashMap<>();
    counters = counters == null ? new HashMap<>() : counters;
  }

  final void count(String name, Check check, Instant timestamp) {
    lastTimestamp = timestamp;
    checks.merge(name, check, Check::plus);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    checks.forEach(
        (name, check) -> {
          counter(name + "/checked").inc(check.checked());
          counter(name + "/failed").inc(check.failed());
          context.output(KV.of(name, check), lastTimestamp, GlobalWindow.INSTANCE);
        });
    checks.clear();
  }

  private Counter counter(String name) {
    return counters.computeIfAbsent(name, it -> Metrics.counter("quality", it));
  }
}
