package io.bidlock.launcher.house;

import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A whole auction house on this machine: Redis, Kafka, the ingest service and the arbitration
 * pipeline on an embedded Flink; behind them PostgreSQL and the medallion pipeline. Each is a
 * process of its own. What ends by itself is started again. Bids are taken and decided whether the
 * last two run or not.
 */
public final class House implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration TELLS_EVERY = Duration.ofSeconds(5);
  private static final Duration BRONZE_FILE = Duration.ofSeconds(60);

  /**
   * How to run it; a port of 0 is any free one.
   *
   * @param data where everything is kept
   * @param medallion PostgreSQL and the medallion pipeline; empty for a house without them
   * @param news is told what happens to the parts, a sentence each
   */
  public record Options(
      DataDirectory data,
      int httpPort,
      int kafkaPort,
      int redisPort,
      int postgresPort,
      Optional<Medallion> medallion,
      Consumer<String> news) {
    /** On free ports, with everything, in UTC, silent. */
    public static Options in(DataDirectory data) {
      return new Options(data, 0, 0, 0, 0, Optional.of(Medallion.in(ZoneOffset.UTC)), line -> {});
    }

    public Options withHttpPort(int port) {
      return new Options(data, port, kafkaPort, redisPort, postgresPort, medallion, news);
    }

    public Options withServerPorts(int kafka, int redis, int postgres) {
      return new Options(data, httpPort, kafka, redis, postgres, medallion, news);
    }

    /** Takes bids and decides them, and makes nothing else of them. */
    public Options withoutMedallion() {
      return with(Optional.empty());
    }

    public Options withMedallion(Medallion settings) {
      return with(Optional.of(settings));
    }

    private Options with(Optional<Medallion> settings) {
      return new Options(data, httpPort, kafkaPort, redisPort, postgresPort, settings, news);
    }

    public Options withNews(Consumer<String> listener) {
      return new Options(data, httpPort, kafkaPort, redisPort, postgresPort, medallion, listener);
    }
  }

  /**
   * How data are made of what happens.
   *
   * @param timeZone the house's, in which its days begin
   * @param bronzeFile how long a record waits for others to make a file
   */
  public record Medallion(ZoneId timeZone, Duration bronzeFile) {
    /** With files of bronze that are worth their while. */
    public static Medallion in(ZoneId timeZone) {
      return new Medallion(timeZone, BRONZE_FILE);
    }
  }

  private final Classpaths classpaths = Classpaths.find();
  private final Options options;
  private final Supervisor supervisor;
  private final int httpPort;
  private final AtomicLong lastEpoch = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Servers servers;
  private final Part redis;
  private final Part kafka;
  private final Part ingest;
  private final Part pipeline;
  private final Part postgres;
  private final Part medallion;

  private House(Options options) {
    this.options = options;
    if (options.httpPort() != 0) {
      Ports.requireFree(options.httpPort(), "--port");
    }
    this.httpPort = options.httpPort() == 0 ? Ports.free() : options.httpPort();
    this.supervisor = new Supervisor(options.news());
    this.servers = new Servers(classpaths, options);
    this.redis = new Part("Redis server", servers::startRedis);
    this.kafka = new Part("Kafka broker", servers::startKafka);
    this.ingest = new Part("ingest service", () -> ready(ingestCommand()));
    this.pipeline =
        new Part(
            "arbitration pipeline",
            () -> ready(pipelineCommand("pipeline")),
            status -> status == PartCommands.SUPERSEDED);
    this.postgres = new Part("PostgreSQL server", servers::startPostgres).dispensable();
    this.medallion = new Part("medallion pipeline", () -> ready(medallionCommand())).dispensable();
  }

  /**
   * Starts everything and waits until bids are taken and decided.
   *
   * @throws IllegalStateException when a port is taken or the project is not built
   * @throws io.bidlock.servers.ChildProcessException when a part does not start
   */
  public static House start(Options options) {
    House house = new House(options);
    try {
      // The house before may have left one.
      SilverAddress.forget(options.data().path());
      // The last ones wait for the ones before: the topics are made by the ingest service.
      for (Part part : house.parts()) {
        options.news().accept("Starting the " + part.name() + " …");
        try (Waiting waiting = house.waitingFor(() -> "the " + part.name())) {
          house.startAndWatch(part);
        }
      }
      house.awaitReady(READY_WITHIN);
      house.jdbcUrl().ifPresent(url -> SilverAddress.note(options.data().path(), url));
      return house;
    } catch (RuntimeException e) {
      house.close();
      throw e;
    }
  }

  /** Whether it is one of the items by bids on which a house finds out whether it is ready. */
  public static boolean isTrial(String itemId) {
    return Readiness.isTrial(itemId);
  }

  /** As {@code http://127.0.0.1:8080}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return servers.bootstrapServers();
  }

  /** As {@code redis://127.0.0.1:6379}. */
  public String redisUri() {
    return servers.redisUri();
  }

  /**
   * Where silver and gold are, as {@code jdbc:postgresql://…}, for whoever is on this machine;
   * empty in a house without them.
   */
  public Optional<String> jdbcUrl() {
    return options.medallion().map(medallion -> servers.jdbcUrl());
  }

  /** Where bronze is. */
  public Path bronze() {
    return directory("bronze");
  }

  /** Done with a reason when a part could not be kept running. */
  public CompletableFuture<String> givenUp() {
    return supervisor.givenUp();
  }

  /** Waits until the house takes bids and decides them. */
  public void awaitReady(Duration timeout) {
    AtomicReference<String> inTheWay = new AtomicReference<>("no answer yet");
    try (Waiting waiting = waitingFor(() -> "bids to be decided (" + inTheWay.get() + ")")) {
      Readiness.await(url(), PartCommands.PARTITIONS, timeout, inTheWay::set);
    }
  }

  private Waiting waitingFor(Supplier<String> what) {
    return new Waiting(what, TELLS_EVERY, options.news());
  }

  /** Kills the pipeline ({@code kill -9}); a new one follows by itself, with a new epoch. */
  public void killPipeline() {
    pipeline.process().kill();
  }

  /** Stops the pipeline in good order and starts a new one, with a new epoch. */
  public void restartPipeline() {
    pipeline.stop();
    startAndWatch(pipeline);
  }

  /**
   * Starts a new generation of the pipeline beside the one that runs, and waits until that has
   * given way: answers go on meanwhile.
   */
  public void takeOver() {
    ChildProcess old = pipeline.process();
    startAndWatch(pipeline);
    if (old.awaitExit(READY_WITHIN).isEmpty()) {
      // It learns of the new one at the next records, of which there were none.
      old.stop();
    }
  }

  /** Starts one more pipeline, with a newer epoch, beside the one that runs; it is not watched. */
  public ChildProcess startAnotherPipeline() {
    return ready(pipelineCommand("pipeline-beside"));
  }

  /** Kills the medallion pipeline ({@code kill -9}); it goes on by itself from its checkpoint. */
  public void killMedallion() {
    medallion.process().kill();
  }

  /** Stops PostgreSQL until {@link #startPostgres}. */
  public void stopPostgres() {
    postgres.stop();
  }

  /** Starts PostgreSQL again. */
  public void startPostgres() {
    startAndWatch(postgres);
  }

  private void startAndWatch(Part part) {
    part.start().ifPresent(process -> supervisor.watch(part, process));
  }

  /** The process that the pipeline runs in now. */
  public ChildProcess pipelineProcess() {
    return pipeline.process();
  }

  /** Stops everything, the door first; a second time does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    supervisor.close();
    // Who waits at the door when it closes still gets an answer.
    List.of(ingest, pipeline, medallion, postgres, kafka, redis).forEach(this::close);
  }

  private void close(Part part) {
    if (part.wasStarted()) {
      options.news().accept("Stopping the " + part.name() + " …");
    }
    part.close();
  }

  /** In the order in which they are started. */
  private List<Part> parts() {
    return options.medallion().isPresent()
        ? List.of(redis, kafka, ingest, pipeline, postgres, medallion)
        : List.of(redis, kafka, ingest, pipeline);
  }

  private ChildProcess.Command ingestCommand() {
    return PartCommands.ingest(
        classpaths, httpPort, bootstrapServers(), redisUri(), directory("ingest"));
  }

  private ChildProcess.Command pipelineCommand(String directory) {
    // The time, unless the clock has stepped back: an epoch must rise.
    long epoch = lastEpoch.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
    return PartCommands.pipeline(
        classpaths,
        bootstrapServers(),
        redisUri(),
        options.medallion().map(kept -> bronze()),
        epoch,
        directory(directory));
  }

  private ChildProcess.Command medallionCommand() {
    return PartCommands.medallion(
        classpaths,
        bootstrapServers(),
        redisUri(),
        servers.jdbcUrl(),
        bronze(),
        options.medallion().orElseThrow(),
        directory("medallion"));
  }

  private static ChildProcess ready(ChildProcess.Command command) {
    ChildProcess process = ChildProcess.start(command);
    process.awaitReady(READY_WITHIN);
    return process;
  }

  private Path directory(String part) {
    return options.data().path().resolve(part);
  }
}
