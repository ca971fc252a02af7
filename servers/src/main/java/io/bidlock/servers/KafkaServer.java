package io.bidlock.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real Kafka broker (KRaft, one node, broker and controller in one) in a child JVM, on 127.0.0.1
 * only. It ends with the process that started it.
 *
 * <p>Topics are not made by themselves, nothing expires unless its topic says so, and a directory
 * that was used before keeps its topics.
 */
public final class KafkaServer implements AutoCloseable {

  private static final String MAIN_CLASS = "io.bidlock.servers.BrokerMain";

  /**
   * How to run it.
   *
   * @param directory holds its data and its log file; made when missing
   * @param port 0 for any free one
   * @param heapMegabytes the broker's largest heap
   * @param startTimeout how long it may take until it accepts connections
   */
  public record Options(Path directory, int port, int heapMegabytes, Duration startTimeout) {

    public Options {
      directory = directory.toAbsolutePath().normalize();
      if (port < 0 || port > 65_535 || heapMegabytes < 64) {
        throw new IllegalArgumentException(
            "port 0 to 65535 and at least 64 MB heap wanted, not " + port + ", " + heapMegabytes);
      }
    }

    /** Any free port, 768 MB of heap, two minutes to start. */
    public static Options in(Path directory) {
      return new Options(directory, 0, 768, Duration.ofMinutes(2));
    }

    public Options withPort(int value) {
      return new Options(directory, value, heapMegabytes, startTimeout);
    }

    public Options withHeapMegabytes(int value) {
      return new Options(directory, port, value, startTimeout);
    }

    public Options withStartTimeout(Duration value) {
      return new Options(directory, port, heapMegabytes, value);
    }
  }

  private final Options options;
  private final Classpaths classpaths;
  private ChildProcess process;

  private KafkaServer(Options options, Classpaths classpaths) {
    this.options = options;
    this.classpaths = classpaths;
    this.process = startBroker();
  }

  /**
   * Starts a broker and waits until it takes connections.
   *
   * @throws IllegalStateException when the port is taken, or the project is not built
   * @throws ChildProcessException when the broker does not start; its last lines are in the message
   */
  public static KafkaServer start(Options options) {
    return start(options, Classpaths.find());
  }

  /** As {@link #start(Options)}, for a project directory that is already known. */
  public static KafkaServer start(Options options, Classpaths classpaths) {
    if (options.port() != 0) {
      Ports.requireFree(options.port(), "--kafka-port");
    }
    int port = options.port() == 0 ? Ports.free() : options.port();
    return new KafkaServer(options.withPort(port), classpaths);
  }

  /** For {@code bootstrap.servers}, as {@code 127.0.0.1:9092}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }

  public int port() {
    return options.port();
  }

  public Path directory() {
    return options.directory();
  }

  /** The child it runs in; another one after each {@link #restart()}. */
  public synchronized ChildProcess process() {
    return process;
  }

  /** Shuts the broker down in good order. */
  public synchronized void stop() {
    process.stop();
  }

  /** Kills the broker as a power cut would ({@code kill -9}). */
  public synchronized void kill() {
    process.kill();
  }

  /**
   * Starts the broker again on the same port and data, after stopping it where it still runs.
   *
   * @throws ChildProcessException when it does not start
   */
  public synchronized void restart() {
    process.stop();
    process = startBroker();
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  private ChildProcess startBroker() {
    ChildProcess.Command command =
        ChildProcess.Command.of(
                "Kafka broker",
                classpaths.of("servers"),
                MAIN_CLASS,
                options.directory().resolve("kafka.log"))
            .withJvmArguments(jvmArguments())
            .withArguments(
                List.of(
                    Integer.toString(options.port()),
                    Integer.toString(Ports.free()),
                    options.directory().toString()));
    ChildProcess started = ChildProcess.start(command);
    started.awaitReady(options.startTimeout());
    return started;
  }

  private List<String> jvmArguments() {
    return List.of(
        "-Xmx" + options.heapMegabytes() + "m",
        // Kafka's own choice of collector; a small machine would get the serial one.
        "-XX:+UseG1GC",
        "-XX:MaxGCPauseMillis=20",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.logFile=System.out",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS");
  }
}
