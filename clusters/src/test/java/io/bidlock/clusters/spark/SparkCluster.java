package io.bidlock.clusters.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlock.clusters.JobJar;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A standalone Spark as its scripts start it: a master and two workers of one core each, every one
 * a process of its own. Executors are processes that the workers start.
 */
public final class SparkCluster implements AutoCloseable {
  /** How long any one thing may take before a test gives up. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int WORKERS = 2;
  private static final Pattern PAGE = Pattern.compile("started at (http://\\S+)");
  private static final Pattern EXECUTOR =
      Pattern.compile("CoarseGrainedExecutorBackend .*--executor-id (\\d+)");

  private final Path directory;
  private final SparkHome home;
  private final List<ChildProcess> daemons = new ArrayList<>();
  private String url = "";

  private SparkCluster(Path directory) throws IOException {
    this.directory = directory;
    this.home = SparkHome.in(directory.resolve("home"));
  }

  /**
   * Starts it and waits until both workers are there.
   *
   * @param directory for all that it writes; may not be there yet
   */
  public static SparkCluster start(Path directory) throws IOException {
    SparkCluster cluster = new SparkCluster(directory);
    try {
      cluster.startDaemons();
      return cluster;
    } catch (RuntimeException | IOException e) {
      cluster.close();
      throw e;
    }
  }

  private void startDaemons() throws IOException {
    ChildProcess master = daemon("master", "org.apache.spark.deploy.master.Master", "--port", "0");
    Matcher place = PAGE.matcher(master.awaitReady(PATIENCE));
    if (!place.find()) {
      throw new IllegalStateException(master.describe("does not say where its page is"));
    }
    String page = place.group(1) + "/json/";
    url = read(page).get("url").asText();
    for (int worker = 1; worker <= WORKERS; worker++) {
      daemon(
          "worker-" + worker,
          "org.apache.spark.deploy.worker.Worker",
          "--cores",
          "1",
          "--memory",
          "1500m",
          "--work-dir",
          directory.resolve("work-" + worker).toString(),
          url);
    }
    Awaitility.await().atMost(PATIENCE).until(() -> read(page).get("workers").size() == WORKERS);
  }

  private ChildProcess daemon(String name, String mainClass, String... arguments) {
    List<String> all = new ArrayList<>(List.of(mainClass, "--host", "127.0.0.1"));
    all.addAll(List.of("--webui-port", "0"));
    all.addAll(List.of(arguments));
    ChildProcess process =
        ChildProcess.start(
            ChildProcess.Command.of(
                    "Spark " + name,
                    home.classpath() + File.pathSeparator + Daemon.classpath(),
                    Daemon.class.getName(),
                    directory.resolve(name + ".log"))
                .withJvmArguments(List.of("-Xmx300m"))
                .withArguments(all)
                .withEnvironment(home.environment())
                .withReady(PAGE));
    daemons.add(process);
    return process;
  }

  /** What is said in JSON at an address. */
  static JsonNode read(String address) throws IOException {
    return new ObjectMapper().readTree(URI.create(address).toURL());
  }

  /**
   * Hands the jar to the cluster by {@code spark-submit}, and returns at once.
   *
   * @param name of the driver in messages, and of its log
   * @param job main class
   * @param arguments of the job, its runner among them
   */
  public SparkDriver submit(String name, Class<?> job, String... arguments)
      throws IOException, InterruptedException {
    int port = Ports.free();
    List<String> submission =
        new ArrayList<>(
            List.of(
                "--master=" + url,
                "--class=" + job.getName(),
                "--driver-memory=1g",
                "--executor-memory=1g",
                "--conf=spark.ui.port=" + port));
    submission.add(JobJar.of("spark").toString());
    submission.add("--endWithInput=true");
    submission.addAll(List.of(arguments));
    List<String> command = home.submission(submission);
    int classpath = command.indexOf("-cp");
    int main = command.indexOf("org.apache.spark.deploy.SparkSubmit");
    List<String> jvm = new ArrayList<>(command.subList(0, classpath));
    jvm.addAll(command.subList(classpath + 2, main));
    return new SparkDriver(
        ChildProcess.start(
            ChildProcess.Command.of(
                    "Spark driver " + name,
                    command.get(classpath + 1),
                    command.get(main),
                    directory.resolve(name + ".log"))
                .withJvmArguments(jvm)
                .withArguments(command.subList(main + 1, command.size()))
                .withEnvironment(home.environment())),
        "http://127.0.0.1:" + port);
  }

  /** The executors that run now, by id. */
  Map<String, ProcessHandle> executors() {
    Map<String, ProcessHandle> executors = new TreeMap<>();
    descendants()
        .forEach(
            process -> {
              Matcher id = EXECUTOR.matcher(process.info().commandLine().orElse(""));
              if (id.find()) {
                executors.put(id.group(1), process);
              }
            });
    return executors;
  }

  private Stream<ProcessHandle> descendants() {
    return daemons.stream()
        .flatMap(daemon -> ProcessHandle.of(daemon.pid()).stream())
        .flatMap(ProcessHandle::descendants);
  }

  /** Ends all of its processes, executors among them, and waits until they are gone. */
  @Override
  public void close() {
    List<ProcessHandle> executors = descendants().toList();
    daemons.forEach(ChildProcess::close);
    for (ProcessHandle executor : executors) {
      executor.destroyForcibly();
      executor.onExit().join();
    }
  }
}
