package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.bronze.ReadBronze;
import io.bidlock.pipelines.bronze.ReadTombstones;
import io.bidlock.pipelines.elements.Total;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.medallion.ParseRecords;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.runner.JobCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Replays the log in bronze, all of it, and compares what comes of it with what streaming decided.
 * A pipeline and not a loop over the log: it sorts on disk by item, so that memory holds one item
 * at a time, and uses all cores.
 */
final class VerifyLog {
  private static final String RECORDS = "records";
  private static final String UNREADABLE_RECORDS = "unreadable records";
  private static final String UNREADABLE_DECISIONS = "unreadable decisions";

  private final VerifyOptions options;

  VerifyLog(VerifyOptions options) {
    this.options = options;
  }

  /**
   * What was found.
   *
   * @param records in the log that could be read
   * @param unreadableRecords that could not, and so were never decided
   * @param unreadableDecisions in {@code auction.decisions}: there should be none
   * @param decisions compared with {@code auction.decisions}
   * @param silver compared with silver; nothing where that was not asked for
   */
  record Findings(
      long records,
      long unreadableRecords,
      long unreadableDecisions,
      Comparison decisions,
      Comparison silver) {
    boolean areEqual() {
      return unreadableDecisions + decisions.differences() + silver.differences() == 0;
    }
  }

  /** Runs, which takes a while. */
  Findings run() throws IOException {
    Path directory = Files.createTempDirectory("bidlock-verify");
    Path decisions = directory.resolve("decisions");
    Path silver = directory.resolve("silver");
    try {
      Pipeline pipeline = build(decisions, silver);
      PipelineResult result = pipeline.run();
      result.waitUntilFinish();
      Map<String, Long> counts = JobCounters.of(result, VerifyLog.class);
      return new Findings(
          counts.getOrDefault(RECORDS, 0L),
          counts.getOrDefault(UNREADABLE_RECORDS, 0L),
          counts.getOrDefault(UNREADABLE_DECISIONS, 0L),
          read(decisions),
          read(silver));
    } finally {
      Files.deleteIfExists(decisions);
      Files.deleteIfExists(silver);
      Files.delete(directory);
    }
  }

  private Pipeline build(Path decisions, Path silver) {
    Pipeline pipeline = Pipeline.create(options);
    PCollection<KV<String, LogEntry>> log = log(pipeline);
    PCollection<Ruling> told = told(pipeline);
    PCollection<Ruling> right =
        log.apply(
                "ArbitrateBids",
                ArbitrateBids.inOrder(RecordOrder.OFFSET)
                    .withTombstones(pipeline.apply(ReadTombstones.from(options.getBronze()))))
            .get(ArbitrateBids.RULINGS);
    PCollectionView<Map<String, Reach>> reach =
        log.apply(new FollowReach(told, options.getAllDecided()));
    keep(
        links("RightLinks", right, false)
            .apply(new CompareChains(Topics.DECISIONS, links("ToldLinks", told, false), reach)),
        decisions);
    if (!options.getSilver().isEmpty()) {
      PostgresSettings settings = PostgresSettings.of(options.getSilver(), options);
      keep(
          links("RightRows", right, true)
              .apply(new CompareChains("silver", pipeline.apply(new ReadSilver(settings)), reach)),
          silver);
    }
    return pipeline;
  }

  private PCollection<KV<String, LogEntry>> log(Pipeline pipeline) {
    ParseRecords<KV<String, LogEntry>> parse = ParseRecords.log();
    PCollectionTuple parsed =
        pipeline
            .apply("ReadLog", ReadBronze.from(options.getBronze()).topics(Set.of(Topics.BIDS)))
            .apply(parse);
    count(parse.deadLettersOf(parsed), UNREADABLE_RECORDS);
    return parse.readOf(parsed).apply("CountRecords", ParDo.of(new Pass<>(RECORDS)));
  }

  private PCollection<Ruling> told(Pipeline pipeline) {
    ParseRecords<Ruling> parse = ParseRecords.rulings();
    PCollectionTuple parsed =
        pipeline
            .apply(
                "ReadDecisions",
                ReadBronze.from(options.getBronze()).topics(Set.of(Topics.DECISIONS)))
            .apply(parse);
    count(parse.deadLettersOf(parsed), UNREADABLE_DECISIONS);
    return parse.readOf(parsed);
  }

  private static void count(PCollection<DeadLetter> letters, String name) {
    letters.apply("Count " + name, ParDo.of(new Pass<>(name)));
  }

  private static PCollection<KV<String, Link>> links(
      String name, PCollection<Ruling> rulings, boolean asInSilver) {
    return rulings
        .apply(name, ParDo.of(new ToLinks(asInSilver)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new LinkCoder()));
  }

  private static void keep(PCollection<Comparison> items, Path file) {
    items
        .apply(
            "Sum for " + file.getFileName(),
            Combine.globally(Total.of(() -> Comparison.NONE, Comparison::plus)))
        .setCoder(SerializableCoder.of(Comparison.class))
        .apply("Keep " + file.getFileName(), ParDo.of(new Keep(file.toString())));
  }

  /** The runner is in this process, or at least on this machine. */
  private static Comparison read(Path file) throws IOException {
    return Files.exists(file)
        ? (Comparison)
            SerializableUtils.deserializeFromByteArray(Files.readAllBytes(file), "a comparison")
        : Comparison.NONE;
  }

  /** Counts what goes by. */
  private static final class Pass<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1L;
    private final Counter counter;

    Pass(String name) {
      counter = Metrics.counter(VerifyLog.class, name);
    }

    @ProcessElement
    public void pass(@Element T element, OutputReceiver<T> out) {
      counter.inc();
      out.output(element);
    }
  }

  private static final class ToLinks extends DoFn<Ruling, KV<String, Link>> {
    private static final long serialVersionUID = 1L;
    private final boolean asInSilver;

    ToLinks(boolean asInSilver) {
      this.asInSilver = asInSilver;
    }

    @ProcessElement
    public void link(@Element Ruling ruling, OutputReceiver<KV<String, Link>> out) {
      if (asInSilver) {
        SilverLinks.of(ruling).ifPresent(link -> out.output(KV.of(ruling.itemId(), link)));
      } else {
        out.output(KV.of(ruling.itemId(), Link.of(ruling)));
      }
    }
  }

  private static final class Keep extends DoFn<Comparison, Void> {
    private static final long serialVersionUID = 1L;
    private final String file;

    Keep(String file) {
      this.file = file;
    }

    @ProcessElement
    public void keep(@Element Comparison comparison) {
      try {
        Files.write(Path.of(file), SerializableUtils.serializeToByteArray(comparison));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
