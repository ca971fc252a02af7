package io.bidlock.pipelines.runner;

import java.util.Map;

/** What makes Spark fit for a job. Each setting can be given on the command line instead. */
public final class SparkSettings {
  private static final String MASTER = "spark.master";
  private static final String THIS_PROCESS = "local";
  private static final String INTERVAL = "batchIntervalMillis";

  /** Of a Spark inside this very process, which nobody looks at and nobody calls from elsewhere. */
  private static final Map<String, String> INSIDE =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.driver.host", "localhost",
          "spark.driver.bindAddress", "127.0.0.1");

  private SparkSettings() {}

  /** Adds the settings for a job that ends. */
  public static RunnerArguments batch(RunnerArguments arguments) {
    // By default what does not fit into memory is made again for each table that wants it. As
    // bytes,
    // because Spark would look through objects again and again for how large they are.
    return master(arguments.withDefault("storageLevel", "MEMORY_AND_DISK_SER"));
  }

  /** Adds the settings for a streaming job, which on Spark works by small batches. */
  public static RunnerArguments streaming(RunnerArguments arguments) {
    arguments.withDefault(INTERVAL, 1_000);
    // What was read is to be in each batch's checkpoint. By default it is in each tenth one's, and
    // Beam reads what lies between from wherever a reader stands: after a restart records came out
    // of their order (docs/runners.md).
    arguments.withDefault("checkpointDurationMillis", arguments.get(INTERVAL).orElseThrow());
    return master(arguments);
  }

  /**
   * Unless {@code --sparkMaster} or whoever submits the job names a cluster, Spark runs in this
   * process, on all of its cores.
   */
  private static RunnerArguments master(RunnerArguments arguments) {
    // What spark-submit has set is stronger than the argument.
    String master = System.getProperty(MASTER, arguments.get("sparkMaster").orElse("local[*]"));
    if (master.startsWith(THIS_PROCESS)) {
      // Beam has no options for these; Spark looks for them among the system's properties.
      INSIDE.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    }
    return arguments.withDefault("sparkMaster", master);
  }
}
