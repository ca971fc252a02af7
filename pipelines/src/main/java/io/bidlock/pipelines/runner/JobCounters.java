package io.bidlock.pipelines.runner;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** What a job has counted. */
public final class JobCounters {
  private JobCounters() {}

  /**
   * Counts by name, each summed over the steps that have it; none of what never was.
   *
   * @param result of a job that has ended
   * @param owner the class under which it was counted
   */
  public static SortedMap<String, Long> of(PipelineResult result, Class<?> owner) {
    SortedMap<String, Long> counts = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(owner)).build())
        .getCounters()
        .forEach(counter -> counts.merge(counter.getName().getName(), count(counter), Long::sum));
    return counts;
  }

  /**
   * What bundles that were committed have counted, where a runner tells it. DirectRunner does, and
   * has to be asked for it: it may end before it has taken in all that its last bundles attempted.
   * Flink and Spark know attempts only.
   */
  private static long count(MetricResult<Long> counter) {
    return Objects.requireNonNullElseGet(counter.getCommittedOrNull(), counter::getAttempted);
  }
}
