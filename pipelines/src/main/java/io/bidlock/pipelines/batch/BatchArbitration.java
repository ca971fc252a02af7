package io.bidlock.pipelines.batch;

import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.log.DeadLetterCoder;
import io.bidlock.pipelines.medallion.MedallionMode;
import io.bidlock.pipelines.medallion.MedallionOptions;
import io.bidlock.pipelines.medallion.Refinement;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.JobCounters;
import io.bidlock.pipelines.runner.RootCause;
import io.bidlock.pipelines.runner.RunnerArguments;
import io.bidlock.pipelines.runner.SparkSettings;
import io.bidlock.pipelines.runner.UnreadOutputs;
import io.bidlock.pipelines.silver.BronzeToSilver;
import io.bidlock.pipelines.silver.Silver;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Arbitrates auctions from files, with the very transform that decides live ones. Exit status: 0
 * when done, 2 when the input is at fault, 1 otherwise.
 */
public final class BatchArbitration {
  private static final int SHARDS_A_CORE = 4;
  private static final Duration TELLS_EVERY = Duration.ofSeconds(5);

  private final BatchArguments arguments;
  private final PrintStream console;

  BatchArbitration(BatchArguments arguments, PrintStream console) {
    this.arguments = arguments;
    this.console = console;
  }

  public static void main(String... args) {
    if (List.of(args).contains("--help")) {
      System.out.print(BatchArguments.USAGE);
      return;
    }
    System.exit(run(System.out, args));
  }

  /** Runs, and says how it went. */
  static int run(PrintStream console, String... args) {
    try {
      new BatchArbitration(BatchArguments.parse(args), console).run();
      return 0;
    } catch (InputProblem e) {
      console.println("batch: " + e.getMessage());
      return 2;
    } catch (IOException | RuntimeException e) {
      console.println("batch: failed: " + RootCause.of(e));
      e.printStackTrace(console);
      return 1;
    }
  }

  private void run() throws IOException {
    long startNanos = System.nanoTime();
    ItemsFile items = new ItemsFile(arguments.items());
    BidsFile bids = new BidsFile(arguments.bids());
    warnOfIgnored(items);
    warnOfIgnored(bids);
    try (OutputDirectory out = new OutputDirectory(arguments.out())) {
      FileLog log = new FileLog(items, bids, this::tell);
      log.survey(out::reject);
      tell(
          log.listings()
              + " items, "
              + log.bids()
              + " bids, "
              + log.rejects()
              + " lines that could not be read (they go to rejects.csv)");
      List<String> shards = number(log, out);
      tell("deciding on " + arguments.runner());
      Map<String, Long> counts = decide(shards, out);
      out.finish();
      summarise(counts, log, Duration.ofNanos(System.nanoTime() - startNanos));
    }
  }

  private void warnOfIgnored(InputFile<?> file) {
    List<String> ignored = file.ignoredColumns();
    if (!ignored.isEmpty()) {
      tell(file.name() + ": ignoring unknown columns " + String.join(", ", ignored));
    }
  }

  private List<String> number(FileLog log, OutputDirectory out) {
    int count = SHARDS_A_CORE * Runtime.getRuntime().availableProcessors();
    try (Shards shards = Shards.byItem(out.work(), count)) {
      log.forEach(arguments.asOfMillis(), shards::add);
      return shards.files();
    }
  }

  private Map<String, Long> decide(List<String> shards, OutputDirectory out) {
    MedallionOptions options = PipelineOptionsFactory.fromArgs(runner()).as(MedallionOptions.class);
    Refinement.prepare(options);
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple decided =
        pipeline
            .apply("Shards", Create.of(shards).withCoder(StringUtf8Coder.of()))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply("ReadShard", ParDo.of(new ReadShard()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of()))
            .apply("ArbitrateBids", ArbitrateBids.inOrder(RecordOrder.OFFSET));
    writeLines(decided.get(ArbitrateBids.RULINGS), out);
    if (!options.getSilver().isEmpty() || !options.getGold().isEmpty()) {
      writeTables(pipeline, decided.get(ArbitrateBids.ITEM_RULINGS), options);
    }
    UnreadOutputs.readOnSpark(pipeline);
    try (Heartbeat heartbeat = new Heartbeat("deciding", TELLS_EVERY, this::tell)) {
      PipelineResult result = pipeline.run();
      result.waitUntilFinish();
      return JobCounters.of(result, BatchArbitration.class);
    }
  }

  private static void writeTables(
      Pipeline pipeline, PCollection<ItemRulings> items, MedallionOptions options) {
    PCollection<Row> nobody =
        pipeline.apply("Nobody", Create.empty(FlatRowCoder.of(Silver.USERS.columns())));
    // Lines that cannot be read were put aside before the log was made.
    PCollection<DeadLetter> none =
        pipeline.apply("NoDeadLetters", Create.empty(DeadLetterCoder.of()));
    new Refinement(
            items.apply("BronzeToSilver", BronzeToSilver.atOnce()),
            nobody,
            GoldWindows.once(options.getTimeZone()),
            Optional.of(none))
        .writeTo(options);
  }

  private static void writeLines(PCollection<Ruling> rulings, OutputDirectory out) {
    PCollectionTuple lines =
        rulings.apply(
            "ToLines",
            ParDo.of(new ToLines())
                .withOutputTags(ToLines.DECISIONS, TupleTagList.of(ToLines.OUTCOMES)));
    KvCoder<Integer, KV<String, byte[]>> coder =
        KvCoder.of(VarIntCoder.of(), KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of()));
    lines
        .get(ToLines.DECISIONS)
        .setCoder(coder)
        .apply(new SortedParts("WriteDecisions", out.decisionParts()));
    lines
        .get(ToLines.OUTCOMES)
        .setCoder(coder)
        .apply(new SortedParts("WriteOutcomes", out.outcomeParts()));
  }

  private String[] runner() {
    RunnerArguments given =
        new RunnerArguments(arguments.runnerArguments().toArray(String[]::new))
            .withDefault("runner", arguments.runner())
            .withDefault("mode", MedallionMode.BATCH);
    if (given.isFlink()) {
      FlinkSettings.batch(given, Runtime.getRuntime().availableProcessors());
    } else if (given.isSpark()) {
      SparkSettings.batch(given);
    }
    return given.toArray();
  }

  private void summarise(Map<String, Long> counts, FileLog log, Duration took) {
    console.println();
    counts.forEach((what, count) -> console.printf(Locale.ROOT, "  %-45s %,12d%n", what, count));
    console.printf(Locale.ROOT, "  %-45s %,12d%n", "lines that could not be read", log.rejects());
    console.println();
    console.printf(
        Locale.ROOT,
        "%,d bids on %,d items in %.1f s: %s%n",
        log.bids(),
        log.listings(),
        took.toMillis() / 1000.0,
        arguments.out());
    console.println("  decisions.jsonl, outcomes.csv, rejects.csv");
  }

  private void tell(String what) {
    console.println("batch: " + what);
  }
}
