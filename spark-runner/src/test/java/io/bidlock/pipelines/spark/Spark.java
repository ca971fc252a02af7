package io.bidlock.pipelines.spark;

import io.bidlock.pipelines.runner.RunnerArguments;
import io.bidlock.pipelines.runner.SparkSettings;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Spark inside the test's JVM. */
final class Spark {
  private Spark() {}

  static PipelineOptions batch() {
    return PipelineOptionsFactory.fromArgs(
            SparkSettings.batch(new RunnerArguments("--runner=SparkRunner")).toArray())
        .create();
  }
}
