package io.bidlock.pipelines.matrix;

import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A runner, and the module whose class path it is on. */
enum Engine {
  FLINK("FlinkRunner", "pipelines"),
  SPARK("SparkRunner", "spark-runner"),
  DIRECT("DirectRunner", "pipelines");

  private final String runner;
  private final String module;

  Engine(String runner, String module) {
    this.runner = runner;
    this.module = module;
  }

  /**
   * Starts a job in a JVM of its own and returns at once.
   *
   * @param job its main class
   * @param directory where its log goes
   */
  ChildProcess start(Class<?> job, Path directory, String... arguments) {
    // What the build lets this JVM look into, jobs look into as well.
    List<String> jvm =
        new ArrayList<>(
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .toList());
    jvm.addAll(
        List.of(
            "-Xmx2g",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-Dorg.slf4j.simpleLogger.log.io.bidlock=info"));
    List<String> all = new ArrayList<>(List.of("--runner=" + runner, "--endWithInput=true"));
    all.addAll(List.of(arguments));
    String name = job.getSimpleName() + " on " + this;
    return ChildProcess.start(
        ChildProcess.Command.of(
                name,
                Classpaths.find().of(module),
                job.getName(),
                directory.resolve(name.replace(' ', '-') + ".log"))
            .withJvmArguments(jvm)
            .withArguments(all));
  }

  @Override
  public String toString() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
