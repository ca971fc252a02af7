package io.bidlock.pipelines.runner;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/** How whoever submits a job learns of its end. */
public final class JobEnd {
  private JobEnd() {}

  /**
   * Waits for a job's end. Not on Dataflow, where a job goes on without whoever submitted it, and
   * where a template that is only described never ends. And not on Flink with {@code
   * --attachedMode=false}: that says so, and a job that came over REST may not be asked how it is.
   */
  public static void await(PipelineResult result, PipelineOptions options) {
    boolean detached = result.getClass().getSimpleName().contains("Detached");
    if (!detached && !DataflowSettings.isUsedBy(options)) {
      result.waitUntilFinish();
    }
  }

  /**
   * Ends this JVM where it is the job's own. Where an engine has loaded the job into its own
   * process (Flink's JobManager when a jar comes over REST) the engine is told instead: it goes on.
   *
   * @param job whose main method was called
   * @param status of this process, if it ends
   * @throws RuntimeException {@code failure}, if it does not
   */
  public static void failed(Class<?> job, int status, RuntimeException failure) {
    if (job.getClassLoader() == ClassLoader.getSystemClassLoader()) {
      System.exit(status);
    }
    throw failure;
  }
}
