package io.bidlock.pipelines.medallion;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.ReadBronze;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.gold.SilverToGold;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.publish.Publish;
import io.bidlock.pipelines.runner.Checkpoints;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.FlinkSettings.Pace;
import io.bidlock.pipelines.runner.ParentProcess;
import io.bidlock.pipelines.runner.RunnerArguments;
import io.bidlock.pipelines.silver.BronzeToSilver;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.silver.SilverCollections;
import io.bidlock.pipelines.table.Table;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
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
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      LOG.error("The medallion job has failed: {}", cause.getMessage(), e);
      System.exit(1);
    }
  }

  /** Submits the job and waits for its end, where the runner lets one wait. */
  static void run(String... args) {
    MedallionOptions options = options(args);
    if (options.getEndWithInput()) {
      ParentProcess.endWithInput();
    }
    options.setJobName("bidlock-medallion");
    Stores.prepare(options);
    Pipeline pipeline = new MedallionPipeline(options).build();
    LOG.info("Medallion, {}, runner {}", options.getMode(), options.getRunner().getSimpleName());
    pipeline.run().waitUntilFinish();
  }

  /**
   * The job's options, with what the runner needs.
   *
   * @throws IllegalArgumentException when one cannot be read, or they do not go together
   */
  public static MedallionOptions options(String... args) {
    RunnerArguments arguments = new RunnerArguments(args);
    if (arguments.isFlink()) {
      int cores = Runtime.getRuntime().availableProcessors();
      if (arguments.get("mode").filter(MedallionMode.BATCH.name()::equalsIgnoreCase).isPresent()) {
        FlinkSettings.batch(arguments, cores);
      } else {
        streaming(arguments);
      }
    }
    MedallionOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray())
            .withValidation()
            .as(MedallionOptions.class);
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
    try {
      ZoneId.of(options.getTimeZone());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--timeZone=" + options.getTimeZone() + " is no IANA time zone like Europe/Vienna", e);
    }
  }

  /** The graph, readable as a sentence. */
  public Pipeline build() {
    Pipeline pipeline = Pipeline.create(options);
    Input input =
        options.getMode() == MedallionMode.STREAMING ? streaming(pipeline) : batch(pipeline);
    SilverCollections silver = input.rulings().apply("BronzeToSilver", new BronzeToSilver());
    Map<Table, PCollection<Row>> gold = SilverToGold.of(silver, input.windows());
    Map<Table, PCollection<Row>> silverTables = new LinkedHashMap<>();
    silverTables.put(Silver.USERS, input.users());
    silverTables.putAll(silver.byTable());
    Stores.write(silverTables, options.getSilver(), options);
    Stores.write(gold, options.getGold(), options);
    return pipeline;
  }

  /**
   * What the rest of the graph is made of.
   *
   * @param rulings as decided in streaming, or decided again
   * @param users rows of {@code silver.users}
   */
  private record Input(PCollection<Ruling> rulings, PCollection<Row> users, GoldWindows windows) {}

  /** Kafka's topics into bronze; rulings as the arbitration job tells them; windows that grow. */
  private Input streaming(Pipeline pipeline) {
    Map<String, PCollection<BronzeRecord>> topics = new LinkedHashMap<>();
    for (String topic : options.getBronze().isEmpty() ? MUST : TOPICS) {
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
    ParseRecords<Ruling> rulings = ParseRecords.rulings();
    ParseRecords<Row> users = ParseRecords.users();
    PCollectionTuple parsedRulings = topics.get(Topics.DECISIONS).apply(rulings);
    PCollectionTuple parsedUsers = topics.get(Topics.USERS).apply(users);
    publish(
        PCollectionList.of(rulings.deadLettersOf(parsedRulings))
            .and(users.deadLettersOf(parsedUsers)));
    return new Input(
        rulings.readOf(parsedRulings),
        users.readOf(parsedUsers),
        GoldWindows.growing(options.getTimeZone()));
  }

  /** Without bronze, these are all that is read. */
  private static final List<String> MUST = List.of(Topics.DECISIONS, Topics.USERS);

  private void publish(PCollectionList<DeadLetter> deadLetters) {
    deadLetters
        .apply("DeadLetters", Flatten.pCollections())
        .apply(Publish.deadLetters(options.getBootstrapServers(), 0));
  }

  /** The log and the users from bronze; rulings by deciding again; windows that tell once. */
  private Input batch(Pipeline pipeline) {
    ParseRecords<KV<String, LogEntry>> log = ParseRecords.log();
    ParseRecords<Row> users = ParseRecords.users();
    PCollectionTuple entries =
        pipeline
            .apply("ReadLog", ReadBronze.from(options.getBronze()).topics(Set.of(Topics.BIDS)))
            .apply(log);
    PCollectionTuple parsedUsers =
        pipeline
            .apply("ReadUsers", ReadBronze.from(options.getBronze()).topics(Set.of(Topics.USERS)))
            .apply(users);
    PCollection<Ruling> rulings =
        log.readOf(entries)
            .apply("ArbitrateBids", ArbitrateBids.inOrder(RecordOrder.OFFSET))
            .get(ArbitrateBids.RULINGS);
    return new Input(rulings, users.readOf(parsedUsers), GoldWindows.once(options.getTimeZone()));
  }
}
