package io.bidlock.pipelines.medallion;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.ReadBronze;
import io.bidlock.pipelines.bronze.ReadTombstones;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.publish.Publish;
import io.bidlock.pipelines.runner.Checkpoints;
import io.bidlock.pipelines.runner.DataflowSettings;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.FlinkSettings.Pace;
import io.bidlock.pipelines.runner.JobEnd;
import io.bidlock.pipelines.runner.JobProgress;
import io.bidlock.pipelines.runner.JobProgress.Step;
import io.bidlock.pipelines.runner.ParentProcess;
import io.bidlock.pipelines.runner.RootCause;
import io.bidlock.pipelines.runner.RunnerArguments;
import io.bidlock.pipelines.runner.SparkSettings;
import io.bidlock.pipelines.runner.UnreadOutputs;
import io.bidlock.pipelines.silver.BronzeToSilver;
import io.bidlock.pipelines.silver.SilverCollections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The medallion job: bronze, silver and gold from what happened. In streaming it follows Kafka and
 * the decisions of the arbitration job; in batch it reads bronze and decides again. What differs
 * between the two stands in {@link #streaming} and {@link #batch}, and nowhere else.
 */
public final class MedallionPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(MedallionPipeline.class);

  /** All that is kept as bronze. */
  private static final List<String> TOPICS =
      List.of(
          Topics.BIDS,
          Topics.DECISIONS,
          Topics.ITEMS,
          Topics.TRANSACTIONS,
          Topics.USERS,
          Topics.ALERTS,
          Topics.DEAD_LETTERS);

  private final MedallionOptions options;

  public MedallionPipeline(MedallionOptions options) {
    this.options = options;
  }

  /** Runs the job; {@code --help=MedallionOptions} tells what can be set. */
  public static void main(String... args) {
    try {
      run(args);
    } catch (RuntimeException e) {
      String message = RootCause.message(e);
      if (new RunnerArguments(args).get("progress").isPresent()) {
        // Somebody looks on, and wants to know what is wrong, not where.
        System.err.println("batch: failed: " + message);
        LOG.debug("All of it", e);
      } else {
        LOG.error("The medallion job has failed: {}", message, e);
      }
      JobEnd.failed(MedallionPipeline.class, 1, e);
    }
  }

  /** Submits the job and waits for its end, where the runner lets one wait. */
  public static void run(String... args) {
    MedallionOptions options = options(args);
    if (options.getEndWithInput()) {
      ParentProcess.endWithInput();
    }
    if (new RunnerArguments(args).get("jobName").isEmpty()) {
      options.setJobName("bidlock-medallion");
    }
    Stores.prepare(options);
    Pipeline pipeline = new MedallionPipeline(options).build();
    LOG.info("Medallion, {}, runner {}", options.getMode(), options.getRunner().getSimpleName());
    if (options.getMode() == MedallionMode.BATCH && options.getProgress()) {
      runShowingProgress(pipeline, options);
    } else {
      JobEnd.await(pipeline.run(), options);
    }
  }

  private static void runShowingProgress(Pipeline pipeline, MedallionOptions options) {
    long startNanos = System.nanoTime();
    FileSystems.setDefaultPipelineOptions(options);
    PipelineResult result;
    try (ProgressBar bar = new ProgressBar(log(options).atMost(), System.out, isTerminal())) {
      result = pipeline.run();
      result.waitUntilFinish();
    } catch (IOException e) {
      throw new UncheckedIOException("Bronze cannot be listed: " + e.getMessage(), e);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d records, of them %,d that cannot be read; %,d rulings and %,d rows in %.1f s%n",
        JobProgress.of(Step.READ),
        ParseRecords.deadLetters(result),
        JobProgress.of(Step.DECIDED),
        JobProgress.of(Step.WRITTEN),
        (System.nanoTime() - startNanos) / 1e9);
  }

  private static boolean isTerminal() {
    return System.console() != null && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * The job's options, with what the runner needs.
   *
   * @throws IllegalArgumentException when one cannot be read, or they do not go together
   */
  public static MedallionOptions options(String... args) {
    RunnerArguments arguments = new RunnerArguments(args);
    boolean batch =
        arguments.get("mode").filter(MedallionMode.BATCH.name()::equalsIgnoreCase).isPresent();
    if (arguments.isFlink() && batch) {
      FlinkSettings.batch(arguments, Runtime.getRuntime().availableProcessors());
    } else if (arguments.isFlink()) {
      streaming(arguments);
    } else if (arguments.isSpark() && batch) {
      SparkSettings.batch(arguments);
    } else if (arguments.isSpark()) {
      throw new IllegalArgumentException(
          "--mode=STREAMING needs timers, which Beam does not have on Spark in streaming: take"
              + " --runner=FlinkRunner, or --mode=BATCH");
    }
    MedallionOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray())
            .withValidation()
            .as(MedallionOptions.class);
    DataflowSettings.choose(options);
    require(options);
    return options;
  }

  private static void streaming(RunnerArguments arguments) {
    String directory = arguments.get("checkpointDirectory").orElse("");
    if (!directory.isEmpty() && arguments.get("savepointPath").isEmpty()) {
      Checkpoints checkpoints = new Checkpoints(Path.of(directory));
      checkpoints
          .newest()
          .ifPresent(
              newest -> {
                LOG.info("Goes on from the checkpoint {}", newest);
                checkpoints.deleteAllBut(newest);
                arguments.withDefault("savepointPath", newest.toUri());
              });
    }
    FlinkSettings.streaming(arguments, Pace.TABLES, 1, directory);
  }

  private static void require(MedallionOptions options) {
    if (options.getMode() == MedallionMode.STREAMING && options.getBootstrapServers().isEmpty()) {
      throw new IllegalArgumentException("--bootstrapServers=host:port is required in streaming");
    }
    if (options.getMode() == MedallionMode.BATCH && options.getBronze().isEmpty()) {
      throw new IllegalArgumentException("--bronze=URI is required in batch");
    }
    if (options.getProgress() && DataflowSettings.isUsedBy(options)) {
      throw new IllegalArgumentException(
          "--progress is for a job in this very process: on Dataflow its page shows how far it is");
    }
    BigDecimal threshold = options.getFraudAlertThreshold();
    if (threshold.signum() <= 0 || threshold.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "--fraudAlertThreshold=" + threshold + " is not over 0 and up to 1");
    }
    if (options.getMode() == MedallionMode.STREAMING && !MedallionDays.of(options).isAll()) {
      throw new IllegalArgumentException("--from and --to are for batch");
    }
  }

  /** The graph, readable as a sentence. */
  public Pipeline build() {
    Pipeline pipeline = Pipeline.create(options);
    Refinement silverAndGold =
        options.getMode() == MedallionMode.STREAMING ? streaming(pipeline) : batch(pipeline);
    silverAndGold.writeTo(options);
    UnreadOutputs.readOnSpark(pipeline);
    return pipeline;
  }

  /** Kafka's topics into bronze; rulings as the arbitration job tells them; windows that grow. */
  private Refinement streaming(Pipeline pipeline) {
    Map<String, PCollection<BronzeRecord>> topics = new LinkedHashMap<>();
    for (String topic : wantedTopics()) {
      LogLayout layout = LogLayout.read(options.getBootstrapServers(), topic);
      topics.put(
          topic,
          pipeline.apply(new ReadTopic(options.getBootstrapServers(), layout, options.getEra())));
    }
    if (!options.getBronze().isEmpty()) {
      PCollectionList.of(topics.values())
          .apply("AllTopics", Flatten.pCollections())
          .apply(
              "WriteBronze",
              WriteBronze.to(options.getBronze())
                  .as(options.getBronzeFormat())
                  .withFileSeconds(options.getBronzeFileSeconds()));
    }
    if (!options.getRedisUri().isEmpty()) {
      topics
          .get(Topics.ITEMS)
          .apply(
              "ShowItems", new ShowItems(options.getRedisUri(), options.getRedisTimeoutMillis()));
    }
    ParseRecords<Ruling> rulings = ParseRecords.rulings();
    ParseRecords<Row> users = ParseRecords.users();
    PCollectionTuple parsedRulings = topics.get(Topics.DECISIONS).apply(rulings);
    PCollectionTuple parsedUsers = topics.get(Topics.USERS).apply(users);
    publish(
        PCollectionList.of(rulings.deadLettersOf(parsedRulings))
            .and(users.deadLettersOf(parsedUsers)));
    return new Refinement(
        rulings
            .readOf(parsedRulings)
            .apply(
                "BronzeToSilver",
                DataflowSettings.isUsedBy(options)
                    ? BronzeToSilver.afterWatermark()
                    : BronzeToSilver.onArrival()),
        users.readOf(parsedUsers),
        GoldWindows.growing(options.getTimeZone()),
        Optional.empty());
  }

  /** Without bronze only what is made something of. */
  private List<String> wantedTopics() {
    if (!options.getBronze().isEmpty()) {
      return TOPICS;
    }
    return options.getRedisUri().isEmpty()
        ? List.of(Topics.DECISIONS, Topics.USERS)
        : List.of(Topics.DECISIONS, Topics.USERS, Topics.ITEMS);
  }

  private void publish(PCollectionList<DeadLetter> deadLetters) {
    deadLetters
        .apply("DeadLetters", Flatten.pCollections())
        .apply(Publish.deadLetters(options.getBootstrapServers(), 0));
  }

  /** The log and the users from bronze; rulings by deciding again; windows that tell once. */
  private Refinement batch(Pipeline pipeline) {
    ParseRecords<KV<String, LogEntry>> log = ParseRecords.log();
    ParseRecords<Row> users = ParseRecords.users();
    PCollectionTuple entries =
        pipeline.apply("ReadLog", log(options)).apply(JobProgress.count(Step.READ)).apply(log);
    PCollectionTuple parsedUsers =
        pipeline
            .apply(
                "ReadUsers",
                ReadBronze.from(options.getBronze()).topics(Set.of(Topics.USERS)).orNothing())
            .apply(users);
    PCollection<KV<String, ItemState>> tombstones =
        pipeline.apply(ReadTombstones.from(options.getBronze()));
    SilverCollections silver =
        log.readOf(entries)
            .apply(
                "ArbitrateBids",
                ArbitrateBids.inOrder(RecordOrder.OFFSET).withTombstones(tombstones))
            .get(ArbitrateBids.ITEM_RULINGS)
            .apply(JobProgress.count(Step.DECIDED, item -> item.rulings().size()))
            .apply("BronzeToSilver", BronzeToSilver.atOnce());
    return new Refinement(
        silver,
        users.readOf(parsedUsers),
        GoldWindows.once(options.getTimeZone()),
        Optional.of(log.deadLettersOf(entries)));
  }

  private static ReadBronze log(MedallionOptions options) {
    return ReadBronze.from(options.getBronze()).topics(Set.of(Topics.BIDS));
  }
}
