package io.bidlock.pipelines.runner;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
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
        .forEach(
            counter ->
                counts.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    return counts;
  }
}
