package io.bidlock.launcher.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.launcher.house.DataDirectory;
import io.bidlock.launcher.house.PipelinesJvm;
import io.bidlock.launcher.sending.KafkaSender;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.Progress;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** A log full of bids, and jobs that are let loose on it, each in a JVM of its own. */
final class StreamBench implements AutoCloseable {
  private static final String MAIN_CLASS = "io.bidlock.pipelines.bench.BenchStream";
  private static final Pattern RESULT = Pattern.compile("^\\{\"variant\".*}$");
  private static final int PARTITIONS = 4;
  private static final int CHECK_HEAP_MEGABYTES = 256;
  private static final Duration CHECK_WITHIN = Duration.ofMinutes(1);
  private static final Duration ROUND_WITHIN = Duration.ofMinutes(15);

  /** The log, and what each round writes. */
  private static final long DISK_BYTES_PER_BID = 6_000;

  private final DataDirectory directory;
  private final StreamLoad load;
  private final Terminal terminal;
  private final Classpaths classpaths = Classpaths.find();
  private final KafkaServer kafka;
  private final RedisServer redis;

  private StreamBench(
      DataDirectory directory,
      StreamLoad load,
      Terminal terminal,
      KafkaServer kafka,
      RedisServer redis) {
    this.directory = directory;
    this.load = load;
    this.terminal = terminal;
    this.kafka = kafka;
    this.redis = redis;
  }

  /**
   * Starts Kafka and Redis.
   *
   * @throws CommandFailure when there is not enough room on the disk
   */
  static StreamBench start(DataDirectory directory, StreamLoad load, Terminal terminal) {
    requireRoom(directory, load.allBids() * DISK_BYTES_PER_BID);
    terminal.say("Starting Redis and Kafka …");
    RedisServer redis =
        RedisServer.start(RedisServer.Options.in(directory.path().resolve("redis")));
    try {
      KafkaServer kafka =
          KafkaServer.start(KafkaServer.Options.in(directory.path().resolve("kafka")));
      return new StreamBench(directory, load, terminal, kafka, redis);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /**
   * Asks the job whether it understands options, before anything is started and filled for it.
   *
   * @throws UsageFailure when it does not
   */
  static void checkJobOptions(DataDirectory directory, List<String> jobOptions) {
    if (jobOptions.isEmpty()) {
      return;
    }
    List<String> arguments = new ArrayList<>(jobOptions);
    arguments.addAll(
        List.of("--runner=FlinkRunner", "--bootstrapServers=none:1", "--checkOnly=true"));
    ChildProcess.Command command =
        ChildProcess.Command.of(
                "check of the job's options",
                Classpaths.find().of("pipelines"),
                MAIN_CLASS,
                directory.path().resolve("options.log"))
            .withJvmArguments(PipelinesJvm.arguments(CHECK_HEAP_MEGABYTES))
            .withArguments(arguments);
    try (ChildProcess check = ChildProcess.start(command)) {
      if (check.awaitExit(CHECK_WITHIN).orElse(0) != 0) {
        throw new UsageFailure(check.lastLines().getLast());
      }
    }
  }

  private static void requireRoom(DataDirectory directory, long bytes) {
    try {
      long free = Files.getFileStore(directory.path()).getUsableSpace();
      if (free < bytes) {
        throw new CommandFailure(
            "The disk of %s has %,d MB free and %,d MB are needed; take fewer --bids."
                .formatted(directory.path(), free >> 20, bytes >> 20));
      }
    } catch (IOException e) {
      throw new CommandFailure("The disk of " + directory.path() + " cannot be looked at.", e);
    }
  }

  /** Makes the topics and fills the log. */
  void fill() {
    makeTopics();
    Progress progress = new Progress(terminal, "Filling the log", load.records());
    Backlog backlog = new Backlog(load.items(), Instant.now());
    try (KafkaSender sender = new KafkaSender(kafka.bootstrapServers())) {
      for (long record = 0; record < load.records(); record++) {
        append(sender, record < load.items() ? backlog.listing((int) record) : backlog.bid());
        progress.at(record + 1);
      }
    }
    progress.done("The log holds %,d bids on %,d items.".formatted(load.allBids(), load.items()));
  }

  private static void append(KafkaSender sender, LogRecord record) {
    sender.send(record.itemId(), LogRecordJson.write(record));
  }

  /** Runs both jobs by turns. */
  StreamResult measure(int rounds, List<String> jobOptions) {
    List<Double> decided = new ArrayList<>();
    List<Double> identity = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      identity.add(run("IDENTITY", round, rounds, jobOptions));
      decided.add(run("DECIDE", round, rounds, jobOptions));
    }
    return new StreamResult(load, decided, identity);
  }

  private double run(String variant, int round, int rounds, List<String> jobOptions) {
    List<String> arguments = new ArrayList<>(jobOptions);
    arguments.addAll(
        List.of(
            "--runner=FlinkRunner",
            "--variant=" + variant,
            "--warmUpRecords=" + load.warmUpRecords(),
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--redisUri=" + redis.uri()));
    terminal.show(List.of("Round %d of %d: %s …".formatted(round, rounds, variant)));
    ChildProcess.Command command =
        ChildProcess.Command.of(
                variant + " job",
                classpaths.of("pipelines"),
                MAIN_CLASS,
                directory.path().resolve("job.log"))
            .withJvmArguments(PipelinesJvm.arguments(heapMegabytes()))
            .withArguments(arguments)
            .withReady(RESULT);
    try (ChildProcess job = ChildProcess.start(command)) {
      double perSecond = recordsPerSecond(job.awaitReady(ROUND_WITHIN));
      terminal.show(List.of());
      terminal.say(
          "Round %d of %d: %-8s %,10.0f records/s".formatted(round, rounds, variant, perSecond));
      return perSecond;
    }
  }

  /** The job remembers every bid. */
  private int heapMegabytes() {
    return (int) (1_024 + load.allBids() / 500);
  }

  static double recordsPerSecond(String line) {
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("records_per_second")) {
          parser.nextToken();
          return parser.getDoubleValue();
        }
      }
    } catch (IOException e) {
      throw new CommandFailure("The job's result cannot be read: " + line, e);
    }
    throw new CommandFailure("The job told no records_per_second: " + line);
  }

  private void makeTopics() {
    List<NewTopic> topics = new ArrayList<>();
    for (String name : List.of(Topics.DECISIONS, Topics.TRANSACTIONS, Topics.DEAD_LETTERS)) {
      topics.add(topic(name));
    }
    topics.add(
        topic(Topics.BIDS)
            .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));
    topics.add(
        topic(Topics.ITEMS)
            .configs(
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new CommandFailure("The topics could not be made: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The bench was interrupted.", e);
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, PARTITIONS, (short) 1);
  }

  @Override
  public void close() {
    kafka.close();
    redis.close();
  }
}
