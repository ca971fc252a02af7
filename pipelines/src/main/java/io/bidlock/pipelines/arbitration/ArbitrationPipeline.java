package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.bronze.BronzeThenLog;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.lock.CheckItemLock;
import io.bidlock.pipelines.lock.Generations;
import io.bidlock.pipelines.lock.LockStoreOptions;
import io.bidlock.pipelines.lock.MirrorLocks;
import io.bidlock.pipelines.lock.Superseded;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.log.ParseLog;
import io.bidlock.pipelines.log.ReadLog;
import io.bidlock.pipelines.publish.Publish;
import io.bidlock.pipelines.runner.DataflowSettings;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.FlinkSettings.Pace;
import io.bidlock.pipelines.runner.JobEnd;
import io.bidlock.pipelines.runner.ParentProcess;
import io.bidlock.pipelines.runner.RootCause;
import io.bidlock.pipelines.runner.RunnerArguments;
import io.bidlock.pipelines.runner.SparkSettings;
import io.bidlock.pipelines.runner.UnreadOutputs;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The arbitration job: reads the auction log, decides every record, and tells what was decided. It
 * ends only by being stopped, by an error, or by a newer generation.
 */
public final class ArbitrationPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(ArbitrationPipeline.class);

  /** Exit status when a newer generation has taken over. */
  public static final int EXIT_SUPERSEDED = 3;

  private final ArbitrationOptions options;
  private final LogLayout layout;
  private final Optional<LockStoreOptions> locks;

  /**
   * @param layout the log as it is now
   */
  public ArbitrationPipeline(ArbitrationOptions options, LogLayout layout) {
    this.options = options;
    this.layout = options.getBronze().isEmpty() ? layout : layout.afterBronze();
    this.locks =
        options.getRedisUri().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new LockStoreOptions(
                    options.getRedisUri(),
                    options.getLockStrategy(),
                    options.getLockKeyPattern(),
                    options.getRedisTimeoutMillis()));
  }

  /** Runs the job; {@code --help=ArbitrationOptions} tells what can be set. */
  public static void main(String... args) {
    try {
      run(args);
    } catch (RuntimeException e) {
      Optional<Superseded> superseded = causeOf(e, Superseded.class);
      if (superseded.isPresent()) {
        LOG.warn("{}", superseded.get().getMessage());
        JobEnd.failed(ArbitrationPipeline.class, EXIT_SUPERSEDED, e);
      }
      LOG.error("The arbitration job has failed: {}", RootCause.message(e), e);
      JobEnd.failed(ArbitrationPipeline.class, 1, e);
    }
  }

  /** Submits the job and waits for its end, where the runner lets one wait. */
  public static void run(String... args) {
    ArbitrationOptions options = options(ArbitrationOptions.class, args);
    if (options.getEndWithInput()) {
      ParentProcess.endWithInput();
    }
    if (new RunnerArguments(args).get("jobName").isEmpty()) {
      options.setJobName("bidlock-arbitration-" + options.getEpoch());
    }
    LogLayout layout = LogLayout.read(options.getBootstrapServers(), Topics.BIDS);
    if (new RunnerArguments(args).get("savepointPath").isEmpty()) {
      requireAll(options, layout);
    }
    ArbitrationPipeline job = new ArbitrationPipeline(options, layout);
    job.locks.ifPresent(redis -> Generations.submit(redis, job.layout, options.getEpoch()));
    LOG.info(
        "Arbitration of epoch {}: {} partitions, order {}, runner {}",
        options.getEpoch(),
        layout.partitions(),
        options.getOrder(),
        options.getRunner().getSimpleName());
    JobEnd.await(job.build().run(), options);
  }

  /** Whoever begins without a checkpoint needs every record that there ever was. */
  private static void requireAll(ArbitrationOptions options, LogLayout layout) {
    if (!options.getBronze().isEmpty()) {
      FileSystems.setDefaultPipelineOptions(options);
      BronzeThenLog.of(options.getBronze(), options.getEra(), layout).requireNoGap();
      return;
    }
    layout.requireWhole();
    if (options.getEra() > 0) {
      throw new IllegalArgumentException(
          "Era %d follows others, whose items would be unknown: give --bronze, which has them, or --savepointPath."
              .formatted(options.getEra()));
    }
  }

  /**
   * The options of a job on the log, with what the runner needs to be quick.
   *
   * @throws IllegalArgumentException when one cannot be read or does not fit the log
   */
  public static <O extends ArbitrationOptions> O options(Class<O> type, String... args) {
    RunnerArguments arguments = new RunnerArguments(args);
    if (arguments.isFlink()) {
      String kafka =
          arguments
              .get("bootstrapServers")
              .orElseThrow(
                  () -> new IllegalArgumentException("--bootstrapServers=host:port is required"));
      LogLayout layout = LogLayout.read(kafka, Topics.BIDS);
      FlinkSettings.streaming(
          arguments,
          Pace.ANSWERS,
          layout.parallelismUpTo(Runtime.getRuntime().availableProcessors()),
          arguments.get("checkpointDirectory").orElse(""));
      arguments.get("parallelism").map(Integer::valueOf).ifPresent(layout::requireMultipleOf);
    } else if (arguments.isSpark()) {
      if (arguments.get("order").filter(RecordOrder.OFFSET.name()::equalsIgnoreCase).isPresent()) {
        throw new IllegalArgumentException(
            "--order=OFFSET needs timers, which Beam does not have on Spark in streaming: take"
                + " --order=ARRIVAL, since Spark keeps the order of a partition");
      }
      SparkSettings.streaming(arguments);
    }
    O options = PipelineOptionsFactory.fromArgs(arguments.toArray()).withValidation().as(type);
    DataflowSettings.choose(options);
    if (DataflowSettings.isUsedBy(options) && options.getOrder() == RecordOrder.ARRIVAL) {
      throw new IllegalArgumentException(
          "Dataflow does not promise that an item's records arrive in their order, which"
              + " --order=ARRIVAL counts on: leave it out, or say --order=OFFSET");
    }
    return options;
  }

  /** The graph, readable as a sentence. */
  public Pipeline build() {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple parsed =
        checkLocks(pipeline.apply(readLog())).apply(ParseLog.ofEra(options.getEra()));
    PCollection<KV<String, LogEntry>> entries = parsed.get(ParseLog.ENTRIES);
    PCollectionTuple decided =
        entries.apply(
            "ArbitrateBids",
            ArbitrateBids.inOrder(options.getOrder())
                .withRepeats(options.getRepeats())
                .withTombstones(tombstones()));
    publish(parsed, decided);
    locks.ifPresent(redis -> decided.get(ArbitrateBids.LOCK_CHANGES).apply(new MirrorLocks(redis)));
    UnreadOutputs.readOnSpark(pipeline);
    return pipeline;
  }

  private ReadLog readLog() {
    ReadLog log = ReadLog.from(options.getBootstrapServers(), layout, options.getEra());
    return options.getBronze().isEmpty()
        ? log
        : log.by(BronzeThenLog.of(options.getBronze(), options.getEra(), layout));
  }

  private Tombstones tombstones() {
    return options.getBronze().isEmpty() ? Tombstones.none() : Tombstones.of(options.getBronze());
  }

  private PCollection<KafkaRecord<byte[], byte[]>> checkLocks(
      PCollection<KafkaRecord<byte[], byte[]>> records) {
    return locks
        .map(
            redis ->
                records.apply(
                    new CheckItemLock(
                        redis,
                        options.getBootstrapServers(),
                        layout,
                        options.getEpoch(),
                        options.getStrangerLockTtlMillis())))
        .orElse(records);
  }

  private void publish(PCollectionTuple parsed, PCollectionTuple decided) {
    String kafka = options.getBootstrapServers();
    long epoch = options.getEpoch();
    decided.get(ArbitrateBids.RULINGS).apply(Publish.rulings(kafka, epoch));
    decided.get(ArbitrateBids.ITEMS).apply(Publish.items(kafka, epoch));
    decided.get(ArbitrateBids.SETTLEMENTS).apply(Publish.settlements(kafka, epoch));
    parsed.get(ParseLog.DEAD_LETTERS).apply(Publish.deadLetters(kafka, epoch));
  }

  private static <E extends Throwable> Optional<E> causeOf(Throwable error, Class<E> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
