package io.bidlock.pipelines.runner;

import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What Dataflow needs to be told, and what it would refuse only at the first element. Its own
 * options (workers, network, service account, Streaming Engine, update) go to it as they are given.
 */
public final class DataflowSettings {
  /** As Dataflow names its second runner; each of these turns it on. */
  private static final List<String> SECOND_RUNNER =
      List.of("use_runner_v2", "use_unified_worker", "beam_fn_api", "use_portable_job_submission");

  private static final String FIRST_RUNNER = "disable_runner_v2";

  private DataflowSettings() {}

  /** Whether a job with these options runs on Dataflow. */
  public static boolean isUsedBy(PipelineOptions options) {
    return options.getRunner().getSimpleName().contains("Dataflow");
  }

  /**
   * Keeps a job on Dataflow's first runner: state that is a map is not to be had on the second one,
   * which says so at the first element. Nothing happens on other runners.
   *
   * @throws IllegalArgumentException when the second one is asked for
   */
  public static void choose(PipelineOptions options) {
    if (!isUsedBy(options)) {
      return;
    }
    ExperimentalOptions experiments = options.as(ExperimentalOptions.class);
    asked(experiments)
        .ifPresent(
            experiment -> {
              throw new IllegalArgumentException(
                  "Dataflow's Runner v2 has no state that is a map, and BidLock's jobs keep such:"
                      + " leave out --experiments="
                      + experiment);
            });
    ExperimentalOptions.addExperiment(experiments, FIRST_RUNNER);
  }

  private static Optional<String> asked(ExperimentalOptions options) {
    return SECOND_RUNNER.stream()
        .filter(experiment -> ExperimentalOptions.hasExperiment(options, experiment))
        .findFirst();
  }
}
