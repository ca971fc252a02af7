package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.servers.Classpaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The JVM that BidLock's Beam jobs run in. */
public final class PipelinesJvm {
  private static final String PIPELINES = "pipelines";

  /** The first Java in which small object headers are no experiment. */
  private static final int HAS_COMPACT_HEADERS = 25;

  /** Packages of the platform that Beam, Flink and Spark look into. */
  private static final List<String> OPENED =
      List.of(
          "java.io",
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.net",
          "java.nio",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.util.calendar");

  private PipelinesJvm() {}

  /**
   * Arguments of the JVM itself.
   *
   * @param heapMegabytes its largest heap
   */
  public static List<String> arguments(int heapMegabytes) {
    List<String> arguments = new ArrayList<>(JvmArguments.common(heapMegabytes));
    if (Runtime.version().feature() >= HAS_COMPACT_HEADERS) {
      // The state of a hundred thousand items is millions of small objects.
      arguments.add("-XX:+UseCompactObjectHeaders");
    }
    for (String opened : OPENED) {
      arguments.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    Collections.addAll(
        arguments,
        // Flink tells at length how it comes and goes.
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.log.io.bidlock=info",
        // What the following have to say comes with every healthy start: metrics asked for outside
        // a
        // step, no checkpoints where none are wanted, no tokens where none are needed, a long name.
        level("org.apache.beam.sdk.metrics.MetricsEnvironment", "off"),
        level("org.apache.beam.runners.flink.FlinkPipelineExecutionEnvironment", "error"),
        level("org.apache.flink.runtime.security.token", "error"),
        level("org.apache.flink.runtime.webmonitor.WebMonitorUtils", "error"),
        level("org.apache.flink.metrics.MetricGroup", "error"),
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
    return arguments;
  }

  /**
   * As {@link #arguments}, for a job that shares its cores with others for whom somebody waits: the
   * compiler that takes longest is left out. It takes as much time in a job's first minute as the
   * job itself.
   */
  public static List<String> frugal(int heapMegabytes) {
    List<String> arguments = arguments(heapMegabytes);
    arguments.add("-XX:TieredStopAtLevel=1");
    return arguments;
  }

  private static String level(String logger, String level) {
    return "-Dorg.slf4j.simpleLogger.log." + logger + "=" + level;
  }

  /**
   * Checks options that a person hands on to a job.
   *
   * @throws UsageFailure when one is none
   */
  public static void requireOptions(List<String> jobOptions) {
    for (String option : jobOptions) {
      if (!option.startsWith("--")) {
        throw new UsageFailure("not of the form --name=value: " + option);
      }
    }
  }

  /**
   * Runs a job on Flink, or on Beam's direct runner, that talks to the person itself, and waits for
   * its end.
   *
   * @param name as a sentence begins with it
   * @param more of the JVM, after its usual arguments
   * @return its exit status
   * @throws CommandFailure when it cannot be started
   */
  public static int run(
      String name, int heapMegabytes, List<String> more, String mainClass, List<String> arguments)
      throws InterruptedException {
    return run(name, PIPELINES, heapMegabytes, more, mainClass, arguments);
  }

  /**
   * As the other, on the class path of a module that has another runner.
   *
   * @param module its directory's name
   */
  public static int run(
      String name,
      String module,
      int heapMegabytes,
      List<String> more,
      String mainClass,
      List<String> arguments)
      throws InterruptedException {
    List<String> command = commandLine(module, heapMegabytes, more, mainClass, arguments);
    try {
      // It shows its own progress, and Ctrl-C reaches it as it reaches this.
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new CommandFailure(name + " could not be started: " + e.getMessage(), e);
    }
  }

  private static List<String> commandLine(
      String module,
      int heapMegabytes,
      List<String> more,
      String mainClass,
      List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(arguments(heapMegabytes));
    line.addAll(more);
    line.add("-cp");
    line.add(Classpaths.find().of(module));
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }
}
