package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.bronze.AppendBronze;
import io.bidlock.pipelines.bronze.BronzeFormat;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.runner.RootCause;
import io.bidlock.pipelines.runner.RunnerArguments;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Makes bronze of items and bids from files, so that they are as good as what came by way of Kafka:
 * the log that {@link FileLog} makes of them, in an era of its own. Exit status: 0 when done, 2
 * when the input is at fault, 1 otherwise.
 */
public final class ImportFiles {
  private static final int MOST_TOLD = 5;

  private final PrintStream console;

  private ImportFiles(PrintStream console) {
    this.console = console;
  }

  /**
   * @param args {@code --items=FILE --bids=FILE --bronze=URI [--bronzeFormat=PARQUET|JSONL]
   *     [--era=N] [--as-of=TIME] [--rejects=FILE]}, and the options of the file system
   */
  public static void main(String... args) {
    System.exit(run(System.out, args));
  }

  /** Runs, and says how it went. */
  static int run(PrintStream console, String... args) {
    try {
      new ImportFiles(console).run(new RunnerArguments(args));
      return 0;
    } catch (InputProblem | IllegalArgumentException | IllegalStateException e) {
      console.println("import: " + e.getMessage());
      return 2;
    } catch (IOException | RuntimeException e) {
      console.println("import: failed: " + RootCause.of(e));
      return 1;
    }
  }

  private void run(RunnerArguments arguments) throws IOException {
    long startNanos = System.nanoTime();
    ItemsFile items = new ItemsFile(Path.of(arguments.require("items")));
    BidsFile bids = new BidsFile(Path.of(arguments.require("bids")));
    String uri = arguments.require("bronze");
    BronzeFormat format = BronzeFormat.valueOf(arguments.take("bronzeFormat").orElse("PARQUET"));
    int era = Integer.parseInt(arguments.take("era").orElse("1000"));
    Optional<Long> asOfMillis = arguments.take("as-of").map(BatchArguments::asOfMillis);
    Optional<Path> rejects = arguments.take("rejects").map(Path::of);
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(arguments.toArray()).create());

    FileLog log = new FileLog(items, bids, this::tell);
    survey(log, rejects);
    try (WorkDirectory work = new WorkDirectory(Files.createTempDirectory("bidlock-import"))) {
      List<Path> parts = number(log, asOfMillis.orElse(log.lastMillis()), work.path());
      int files =
          AppendBronze.to(uri, format, era)
              .write(
                  taker -> {
                    for (Path part : parts) {
                      for (LogEntry entry : inOrder(part)) {
                        taker.take(BronzeRecord.of(era, entry));
                      }
                    }
                  });
      console.printf(
          Locale.ROOT,
          "%,d items and %,d bids in %.1f s: %,d files of era %d under %s%n",
          log.listings(),
          log.bids(),
          (System.nanoTime() - startNanos) / 1e9,
          files,
          era,
          uri);
    }
  }

  /** Half an import is none: what cannot be read has a place to go, or nothing is written. */
  private void survey(FileLog log, Optional<Path> rejects) throws IOException {
    if (rejects.isPresent()) {
      try (RejectsFile file = new RejectsFile(rejects.get())) {
        log.survey(file);
      }
      if (log.rejects() > 0) {
        tell(log.rejects() + " lines could not be read: " + rejects.get());
      }
      return;
    }
    List<Reject> first = new ArrayList<>();
    log.survey(keep(first));
    if (log.rejects() > 0) {
      StringBuilder message = new StringBuilder();
      message.append(log.rejects() == 1 ? "A line" : "%,d lines".formatted(log.rejects()));
      message.append(" cannot be read, and nothing was written:");
      for (Reject reject : first) {
        message.append(
            "\n  %s, line %d: %s".formatted(reject.file(), reject.line(), reject.reason()));
      }
      message.append("\nMend them, or say by --rejects FILE where they go.");
      throw new InputProblem(message.toString());
    }
  }

  private static Consumer<Reject> keep(List<Reject> first) {
    return reject -> {
      if (first.size() < MOST_TOLD) {
        first.add(reject);
      }
    };
  }

  private List<Path> number(FileLog log, long asOfMillis, Path work) {
    try (Shards parts = Shards.byOffset(work, 2 * log.listings() + log.bids())) {
      log.forEach(asOfMillis, parts::add);
      return parts.files().stream().map(Path::of).toList();
    }
  }

  private static List<LogEntry> inOrder(Path part) throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    Shards.read(part, entries::add);
    entries.sort(Comparator.comparing(LogEntry::position));
    return entries;
  }

  private void tell(String what) {
    console.println("import: " + what);
  }
}
