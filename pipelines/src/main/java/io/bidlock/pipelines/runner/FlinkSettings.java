package io.bidlock.pipelines.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What makes Flink as quick as a job needs it, and no quicker. Each setting can be given on the
 * command line instead; what they do and cost is in {@code docs/flink-settings.md}.
 */
public final class FlinkSettings {
  /**
   * How soon what comes in goes out again. Being quick costs: every step has a thread that wakes up
   * once in each buffer timeout.
   */
  public enum Pace {
    /** Within milliseconds, for whoever waits for an answer. */
    ANSWERS(2, 100, 5),
    /** Within a second, for tables. */
    TABLES(50, 200, 200);

    private final long bufferTimeoutMillis;
    private final long maxBundleMillis;
    private final long watermarkIntervalMillis;

    Pace(long bufferTimeoutMillis, long maxBundleMillis, long watermarkIntervalMillis) {
      this.bufferTimeoutMillis = bufferTimeoutMillis;
      this.maxBundleMillis = maxBundleMillis;
      this.watermarkIntervalMillis = watermarkIntervalMillis;
    }
  }

  private static final long MAX_BUNDLE_SIZE = 5_000;
  private static final long CHECKPOINT_INTERVAL_MILLIS = 10_000;
  private static final long CHECKPOINT_TIMEOUT_MILLIS = 900_000;

  private FlinkSettings() {}

  /**
   * Adds the settings for a streaming job.
   *
   * @param pace what it is for
   * @param parallelism of every step
   * @param checkpointDirectory where checkpoints go; empty for none
   */
  public static RunnerArguments streaming(
      RunnerArguments arguments, Pace pace, int parallelism, String checkpointDirectory) {
    copyNothing(arguments)
        .withDefault("streaming", true)
        .withDefault("parallelism", parallelism)
        .withDefault("maxBundleTimeMills", pace.maxBundleMillis)
        .withDefault("maxBundleSize", MAX_BUNDLE_SIZE)
        .withDefault("autoWatermarkInterval", pace.watermarkIntervalMillis);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("execution.buffer-timeout.interval", pace.bufferTimeoutMillis + " ms");
    if (!checkpointDirectory.isEmpty()) {
      arguments
          .withDefault("checkpointingInterval", CHECKPOINT_INTERVAL_MILLIS)
          .withDefault("checkpointTimeoutMillis", CHECKPOINT_TIMEOUT_MILLIS)
          .withDefault("externalizedCheckpointsEnabled", true)
          .withDefault("retainExternalizedCheckpointsOnCancellation", true);
      settings.put("state.checkpoints.dir", Path.of(checkpointDirectory).toUri().toString());
      // Not for ever: a job that a newer generation has stopped fails at once each time.
      settings.put("restart-strategy.type", "failure-rate");
      settings.put("restart-strategy.failure-rate.max-failures-per-interval", "5");
      settings.put("restart-strategy.failure-rate.failure-rate-interval", "1 min");
      settings.put("restart-strategy.failure-rate.delay", "2 s");
    }
    // Beam hands this on to a remote cluster only.
    arguments
        .get("savepointPath")
        .ifPresent(checkpoint -> settings.put("execution.savepoint.path", checkpoint));
    arguments
        .get("allowNonRestoredState")
        .ifPresent(allowed -> settings.put("execution.savepoint.ignore-unclaimed-state", allowed));
    return configured(arguments, settings);
  }

  /** Adds the settings for a job that ends. */
  public static RunnerArguments batch(RunnerArguments arguments, int parallelism) {
    copyNothing(arguments)
        .withDefault("parallelism", parallelism)
        // What a bundle has of a key becomes one record in places, which must fit into a buffer.
        .withDefault("maxBundleSize", MAX_BUNDLE_SIZE)
        // Flink's older interface for batch writes what goes from one step to several as often.
        .withDefault("useDataStreamForBatch", true);
    return configured(
        arguments,
        Map.of(
            "taskmanager.memory.network.max", "128mb",
            "taskmanager.memory.managed.size", "512mb",
            // All in one process: it is not lost, but may well be busy.
            "heartbeat.timeout", "300000",
            // It would take a few names of files for little to do, and read them all in one task.
            "execution.batch.adaptive.auto-parallelism.enabled", "false"));
  }

  /** Values are never changed once made, so steps in one thread may hand them on as they are. */
  private static RunnerArguments copyNothing(RunnerArguments arguments) {
    return arguments.withDefault("objectReuse", true).withDefault("fasterCopy", true);
  }

  /** Some settings can only be given in a file. */
  private static RunnerArguments configured(
      RunnerArguments arguments, Map<String, String> settings) {
    if (arguments.get("flinkConfDir").isPresent()) {
      return arguments;
    }
    try {
      Path directory = Files.createTempDirectory("bidlock-flink");
      Path file = directory.resolve("flink-conf.yaml");
      Files.writeString(
          file,
          settings.entrySet().stream()
              .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
              .collect(Collectors.joining()));
      // The last one that is named here is deleted first.
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return arguments.withDefault("flinkConfDir", directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Flink's settings cannot be written to a temporary file", e);
    }
  }
}
