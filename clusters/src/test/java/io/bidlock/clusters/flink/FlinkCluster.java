package io.bidlock.clusters.flink;

import static org.awaitility.Awaitility.await;

import io.bidlock.clusters.JobJar;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.ParentWatch;
import io.bidlock.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Flink of several processes on this machine: a ZooKeeper, which remembers who leads and what
 * runs, a JobManager, and TaskManagers with two slots each. Its settings are those of {@code
 * templates/flink}, but for ZooKeeper in the place of Kubernetes, and for memory.
 */
final class FlinkCluster implements AutoCloseable {
  static final int SLOTS = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ZOOKEEPER =
      "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final Path directory;
  private final Path configuration;
  private final String classpath;
  private final FlinkRest rest;
  private final ChildProcess zooKeeper;
  private final List<ChildProcess> taskManagers = new ArrayList<>();
  private ChildProcess jobManager;
  private int started;
  private String jar = "";

  private FlinkCluster(Path directory) throws IOException {
    this.directory = directory;
    this.configuration = Files.createDirectories(directory.resolve("conf"));
    this.classpath = Classpaths.find().of("clusters/flink");
    int restPort = Ports.free();
    int zooKeeperPort = Ports.free();
    this.rest = new FlinkRest(restPort);
    write(settings(directory, restPort, zooKeeperPort), ": ", "flink-conf.yaml");
    write(zooKeeper(directory, zooKeeperPort), "=", "zoo.cfg");
    this.zooKeeper =
        start(
            "ZooKeeper",
            ZOOKEEPER,
            "-Xmx128m",
            "--zkConfigFile",
            configuration.resolve("zoo.cfg").toString(),
            "--peerId",
            "1");
    await().atMost(PATIENCE).until(() -> !zooKeeper.isAlive() || !Ports.isFree(zooKeeperPort));
    this.jobManager = startJobManager();
  }

  /**
   * Starts all of it and waits until the TaskManagers have told the JobManager of themselves.
   *
   * @param directory for settings, logs, checkpoints and all else
   */
  static FlinkCluster start(Path directory, int taskManagers) {
    try {
      FlinkCluster cluster = new FlinkCluster(directory);
      try {
        for (int count = 0; count < taskManagers; count++) {
          cluster.addTaskManager();
        }
        cluster.awaitTaskManagers();
      } catch (RuntimeException e) {
        cluster.close();
        throw e;
      }
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException("Flink's settings cannot be written", e);
    }
  }

  /** The manifest's, and in the place of Kubernetes and its pods this machine. */
  private static Map<String, String> settings(Path directory, int restPort, int zooKeeperPort) {
    Map<String, String> settings = new LinkedHashMap<>(FlinkTemplate.of("arbitration").settings());
    for (String address :
        List.of(
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "taskmanager.host",
            "taskmanager.bind-host",
            "rest.address",
            "rest.bind-address")) {
      settings.put(address, "localhost");
    }
    settings.put("rest.port", Integer.toString(restPort));
    settings.put("web.upload.dir", directory.resolve("uploads").toString());
    settings.put("io.tmp.dirs", directory.resolve("tmp").toString());

    settings.put("state.checkpoints.dir", directory.resolve("checkpoints").toUri().toString());
    settings.put("state.savepoints.dir", directory.resolve("savepoints").toUri().toString());
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.storageDir", directory.resolve("ha").toUri().toString());
    settings.put("high-availability.zookeeper.quorum", "localhost:" + zooKeeperPort);
    // So long a JobManager that was killed is still taken for the one that leads.
    settings.put("high-availability.zookeeper.client.session-timeout", "10000");
    settings.put("zookeeper.sasl.disable", "true");

    // Each process that is killed shall hit every job.
    settings.put("cluster.evenly-spread-out-slots", "true");
    // A process that is gone refuses connections, which tells sooner than silence does; one that
    // waits for its turn on a busy machine is only silent.
    settings.put("heartbeat.interval", "2000");
    settings.put("heartbeat.timeout", "60000");
    settings.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
    settings.put("taskmanager.cpu.cores", Integer.toString(SLOTS));
    // All that Flink's own scripts would reckon from the size of the process.
    settings.put("taskmanager.memory.framework.heap.size", "128m");
    settings.put("taskmanager.memory.framework.off-heap.size", "128m");
    settings.put("taskmanager.memory.jvm-metaspace.size", "512m");
    settings.put("taskmanager.memory.jvm-overhead.min", "192m");
    settings.put("taskmanager.memory.jvm-overhead.max", "192m");
    settings.put("taskmanager.memory.task.heap.size", "512m");
    settings.put("taskmanager.memory.task.off-heap.size", "64m");
    settings.put("taskmanager.memory.network.min", "128m");
    settings.put("taskmanager.memory.network.max", "128m");
    settings.put("taskmanager.memory.managed.size", "512m");
    return settings;
  }

  private static Map<String, String> zooKeeper(Path directory, int port) {
    return Map.of(
        "dataDir", directory.resolve("zookeeper").toString(),
        "clientPort", Integer.toString(port),
        "clientPortAddress", "localhost",
        "admin.enableServer", "false",
        "tickTime", "2000");
  }

  private void write(Map<String, String> settings, String between, String file) throws IOException {
    Files.write(
        configuration.resolve(file),
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + between + setting.getValue())
            .toList());
  }

  FlinkRest rest() {
    return rest;
  }

  /**
   * Submits a job with the arguments of its manifest.
   *
   * @param job {@code arbitration} or {@code medallion}
   * @param savepoint where it goes on from; empty for the beginning
   * @param own the house's own arguments, beside and instead of those of the manifest
   * @return the job's id
   * @throws FlinkRest.Refuses when it cannot be submitted
   */
  String submit(String job, int parallelism, String savepoint, Map<String, String> own) {
    if (jar.isEmpty()) {
      jar = rest.upload(JobJar.of("flink"));
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("flinkConfDir", configuration.toString());
    arguments.put("parallelism", Integer.toString(parallelism));
    // It is the JobManager that runs the job's main: nobody may wait there.
    arguments.put("attachedMode", "false");
    arguments.putAll(own);
    FlinkTemplate template = FlinkTemplate.of(job);
    return rest.run(
        jar,
        template.entryClass(),
        parallelism,
        savepoint,
        template.jobSettings(),
        template.arguments(arguments));
  }

  boolean jobManagerIsAlive() {
    return jobManager.isAlive();
  }

  /** Kills the JobManager as a power cut would ({@code kill -9}). */
  void killJobManager() {
    jobManager.kill();
  }

  /** Starts another JobManager in the place of the killed one, as an orchestrator would. */
  void replaceJobManager() {
    jobManager = startJobManager();
  }

  /** Kills the TaskManager that was started first ({@code kill -9}). */
  void killTaskManager() {
    taskManagers.remove(0).kill();
  }

  /** Starts one more TaskManager and returns at once. */
  void addTaskManager() {
    // Heap of the framework and of tasks; memory of the framework, tasks and the network beside it.
    taskManagers.add(
        start(
            "TaskManager " + ++started,
            TASK_MANAGER,
            "-Xmx640m -XX:MaxDirectMemorySize=320m -XX:MaxMetaspaceSize=512m",
            "--configDir",
            configuration.toString()));
  }

  /** Until the JobManager knows of every TaskManager. */
  void awaitTaskManagers() {
    await()
        .atMost(PATIENCE)
        .ignoreException(FlinkRest.Refuses.class)
        .until(
            () -> {
              requireProcesses();
              return rest.slots() == taskManagers.size() * SLOTS;
            });
  }

  private void requireProcesses() {
    for (ChildProcess process : processes()) {
      if (!process.isAlive()) {
        throw new AssertionError(process.describe("has ended"));
      }
    }
  }

  private ChildProcess startJobManager() {
    return start(
        "JobManager",
        JOB_MANAGER,
        "-Xmx1g -XX:MaxMetaspaceSize=512m",
        "--configDir",
        configuration.toString());
  }

  private ChildProcess start(String name, String mainClass, String jvm, String... arguments) {
    List<String> jvmArguments = new ArrayList<>(List.of(jvm.split(" ", -1)));
    jvmArguments.addAll(FlinkTemplate.of("arbitration").jvmArguments());
    List<String> program = new ArrayList<>(List.of(mainClass));
    program.addAll(List.of(arguments));
    return ChildProcess.start(
        ChildProcess.Command.of(
                name,
                classpath,
                ParentWatch.class.getName(),
                directory.resolve(name.replace(' ', '-') + ".log"))
            .withJvmArguments(jvmArguments)
            .withArguments(program));
  }

  private List<ChildProcess> processes() {
    List<ChildProcess> processes = new ArrayList<>(taskManagers);
    processes.add(jobManager);
    processes.add(zooKeeper);
    return processes;
  }

  /** Kills what is left of it. */
  @Override
  public void close() {
    processes().forEach(ChildProcess::kill);
  }
}
