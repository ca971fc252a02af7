package io.bidlock.pipelines.testing;

import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.RunnerArguments;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runners that work inside the test's JVM. */
public final class Runners {
  private Runners() {}

  public static PipelineOptions direct() {
    return PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create();
  }

  /** Flink for input that ends. */
  public static PipelineOptions flinkBatch() {
    return PipelineOptionsFactory.fromArgs(
            FlinkSettings.batch(new RunnerArguments("--runner=FlinkRunner"), 2).toArray())
        .create();
  }

  /** Flink for input that does not end. */
  public static PipelineOptions flinkStreaming() {
    return PipelineOptionsFactory.fromArgs(
            FlinkSettings.streaming(
                    new RunnerArguments("--runner=FlinkRunner"), FlinkSettings.Pace.ANSWERS, 1, "")
                .toArray())
        .create();
  }
}
