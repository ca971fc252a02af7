package io.bidlock.pipelines.proof;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.batch.Heartbeat;
import io.bidlock.pipelines.bronze.ScanBronze;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.RootCause;
import io.bidlock.pipelines.runner.RunnerArguments;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Replays the log and compares what comes of it with what was decided. Exit status: 0 when all is
 * equal, 2 when it was called wrongly, 1 otherwise.
 */
public final class Verify {
  private static final Duration TELLS_EVERY = Duration.ofSeconds(5);
  private static final int CALLED_WRONGLY = 2;

  private final VerifyOptions options;
  private final PrintStream console;

  private Verify(VerifyOptions options, PrintStream console) {
    this.options = options;
    this.console = console;
  }

  /** Runs; {@code --help=VerifyOptions} tells what can be set. */
  public static void main(String... arguments) {
    System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
  }

  /** Runs, and says how it went. */
  static int run(PrintStream console, String... arguments) {
    VerifyOptions options;
    try {
      options = options(arguments);
    } catch (IllegalArgumentException e) {
      console.println("verify: " + e.getMessage());
      return CALLED_WRONGLY;
    }
    try {
      return new Verify(options, console).run();
    } catch (IOException | RuntimeException e) {
      console.println("verify: failed: " + RootCause.of(e).getMessage());
      return 1;
    }
  }

  private static VerifyOptions options(String... arguments) {
    RunnerArguments given = new RunnerArguments(arguments).withDefault("runner", "FlinkRunner");
    if (given.isFlink()) {
      FlinkSettings.batch(given, Runtime.getRuntime().availableProcessors());
    }
    VerifyOptions options =
        PipelineOptionsFactory.fromArgs(given.toArray()).withValidation().as(VerifyOptions.class);
    if (options.getBronze().isEmpty()) {
      throw new IllegalArgumentException("--bronze=URI is required");
    }
    if (!options.getSilver().isEmpty() && !options.getSilver().startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--silver is PostgreSQL's, as jdbc:postgresql://host:5432/bidlock, not "
              + options.getSilver());
    }
    return options;
  }

  private int run() throws IOException {
    FileSystems.setDefaultPipelineOptions(options);
    requireBronze(Topics.BIDS);
    requireBronze(Topics.DECISIONS);
    return options.getItem().isEmpty() ? everything() : oneItem();
  }

  private void requireBronze(String topic) throws IOException {
    if (ScanBronze.of(options.getBronze(), topic).isEmpty()) {
      throw new IllegalStateException(
          "there is no %s in bronze under %s".formatted(topic, options.getBronze()));
    }
  }

  private int oneItem() throws IOException {
    ItemHistory history = ItemHistory.read(options.getBronze(), options.getItem());
    if (history.isEmpty()) {
      throw new IllegalStateException(
          "bronze under %s knows no item %s".formatted(options.getBronze(), options.getItem()));
    }
    history.lines().forEach(console::println);
    Comparison comparison = history.compare();
    console.println();
    say("equal", comparison.equal());
    say("different", comparison.different());
    say("decided, but not in the log", comparison.unfounded());
    // Of one item alone nobody can say whether a decision is still on its way.
    say("without a decision in bronze", comparison.missing());
    return comparison.different() + comparison.unfounded() == 0 ? 0 : 1;
  }

  private int everything() throws IOException {
    long begin = System.nanoTime();
    VerifyLog.Findings findings;
    try (Heartbeat heartbeat =
        new Heartbeat("verify: replaying the log", TELLS_EVERY, console::println)) {
      findings = new VerifyLog(options).run();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    console.println();
    say("records in the log", findings.records());
    say("unreadable records, which nobody decides", findings.unreadableRecords());
    say("items", findings.decisions().items());
    say("decisions and closes that they make", findings.decisions().rulings());
    console.println();
    tell(Topics.DECISIONS, findings.decisions());
    if (findings.unreadableDecisions() > 0) {
      say("  unreadable", findings.unreadableDecisions());
    }
    if (!options.getSilver().isEmpty()) {
      tell("silver: bids and closes", findings.silver());
    }
    console.println();
    if (!findings.areEqual()) {
      explain(findings);
    }
    console.printf(
        Locale.ROOT,
        "%s; %,d records in %.1f s%n",
        findings.areEqual()
            ? "Everything that was decided is what the log says"
            : "NOT everything that was decided is what the log says",
        findings.records(),
        seconds);
    return findings.areEqual() ? 0 : 1;
  }

  private void tell(String where, Comparison comparison) {
    console.println(where);
    say("  equal", comparison.equal());
    say("  missing", comparison.missing());
    say("  different", comparison.different());
    say("  decided, but not in the log", comparison.unfounded());
    if (comparison.repeats() > 0) {
      say("  told once more, and equally", comparison.repeats());
    }
    if (comparison.pending() > 0) {
      say("  not decided yet: the end of the log", comparison.pending());
    }
    if (comparison.ahead() > 0) {
      say("  of records that bronze does not have yet", comparison.ahead());
    }
  }

  private void explain(VerifyLog.Findings findings) throws IOException {
    Comparison worst =
        findings.decisions().firstDifference().isPresent()
            ? findings.decisions()
            : findings.silver();
    if (worst.firstDifference().isPresent()) {
      Difference first = worst.firstDifference().get();
      ItemHistory.read(options.getBronze(), first.itemId())
          .explain(first)
          .forEach(console::println);
      console.println("  All of it: --item " + first.itemId());
      console.println();
    }
  }

  private void say(String what, long count) {
    console.printf(Locale.ROOT, "  %-45s %,12d%n", what, count);
  }
}
