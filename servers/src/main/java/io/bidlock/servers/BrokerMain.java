package io.bidlock.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The child JVM of {@link KafkaServer}: one Kafka node that is broker and controller.
 *
 * <p>Arguments: the port, a port for the controller, the directory (its data is in {@code data},
 * which is formatted on first use). Prints {@code READY kafka 127.0.0.1:<port>} when it takes
 * connections; ends on SIGTERM, or when standard input ends.
 */
public final class BrokerMain {

  private static final int NODE = 1;
  private static final String HOST = "127.0.0.1";
  private static final String CONTROLLER = "CONTROLLER";

  private BrokerMain() {}

  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println("Usage: BrokerMain PORT CONTROLLER_PORT DIRECTORY");
      System.exit(2);
    }
    ParentWatch.exitWithParent();
    try {
      int port = Integer.parseInt(arguments[0]);
      run(port, Integer.parseInt(arguments[1]), Path.of(arguments[2]));
    } catch (Throwable failure) {
      // Half of a node may be running on threads that would keep this JVM alive.
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void run(int port, int controllerPort, Path directory) throws IOException {
    Path data = directory.resolve("data");
    Map<String, String> settings = settings(port, controllerPort, data);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(data, directory.resolve("server.properties"), settings);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    System.out.println(ChildProcess.READY + " kafka " + HOST + ":" + port);
    server.awaitShutdown();
  }

  /** Gives an unused directory its cluster id, as {@code kafka-storage.sh format} does. */
  private static void format(Path data, Path settingsFile, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(data);
    Properties properties = new Properties();
    properties.putAll(settings);
    try (OutputStream out = Files.newOutputStream(settingsFile)) {
      properties.store(out, "The settings with which the data directory was formatted");
    }
    String[] command = {
      "format", "--config", settingsFile.toString(), "--cluster-id", Uuid.randomUuid().toString()
    };
    int status = StorageTool.execute(command, System.out);
    if (status != 0) {
      throw new IOException(data + " could not be formatted (status " + status + ").");
    }
  }

  private static Map<String, String> settings(int port, int controllerPort, Path data) {
    Map<String, String> settings = new LinkedHashMap<>();
    node(settings, port, controllerPort, data);
    singleReplica(settings);
    smallMachine(settings);
    return settings;
  }

  private static void node(Map<String, String> settings, int port, int controllerPort, Path data) {
    String listener = "PLAINTEXT://" + HOST + ":" + port;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("listeners", listener + "," + CONTROLLER + "://" + HOST + ":" + controllerPort);
    settings.put("advertised.listeners", listener);
    settings.put("listener.security.protocol.map", CONTROLLER + ":PLAINTEXT,PLAINTEXT:PLAINTEXT");
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    settings.put("log.dirs", data.toString());
  }

  private static void singleReplica(Map<String, String> settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // A killed broker's next start has to wait until its former session is over.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
  }

  private static void smallMachine(Map<String, String> settings) {
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", Integer.toString(1 << 20));
    // The auction log goes when it is in bronze, not by age; a topic that may expire says so.
    settings.put("log.retention.ms", "-1");
    // A house that was shut for a month finds its consumers where they were.
    settings.put("offsets.retention.minutes", "525600");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    settings.put("metadata.max.idle.interval.ms", "5000");
  }
}
