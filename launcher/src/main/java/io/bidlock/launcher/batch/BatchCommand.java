package io.bidlock.launcher.batch;

import io.bidlock.launcher.house.PipelinesJvm;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.FailureMessage;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.servers.Classpaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code bidlock batch}. */
@Command(
    name = "batch",
    description = {
      "Decides the auctions in CSV files, with the very rules and code that decide live bids.",
      "Writes decisions.jsonl, outcomes.csv and, for lines that cannot be read, rejects.csv."
    },
    footer = {
      "",
      "Columns of the items, in any order; the first six, start_price and the times are required:"
          + " item_id, seller_id, title, category, currency, format, proxy, start_price,"
          + " reserve_price, buy_now_price, increment, opens_at, closes_at, soft_close_window,"
          + " soft_close_extension, soft_close_limit, dutch_step, dutch_interval, dutch_floor,"
          + " retractable, goods_id, sale_id.",
      "Columns of the bids: bid_id, item_id, bidder_id, amount, placed_at."
    })
public final class BatchCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = "io.bidlock.pipelines.batch.BatchArbitration";
  private static final int HEAP_MEGABYTES = 4_096;

  /** What decides them. */
  enum Runner {
    FLINK,
    DIRECT
  }

  /** Reads a runner's name. */
  static final class RunnerName implements ITypeConverter<Runner> {
    @Override
    public Runner convert(String text) {
      for (Runner runner : Runner.values()) {
        if (runner.name().equalsIgnoreCase(text)) {
          return runner;
        }
      }
      throw new TypeConversionException("'" + text + "' is neither flink nor direct");
    }
  }

  @Option(names = "--items", required = true, paramLabel = "FILE", description = "The listings.")
  private Path items;

  @Option(names = "--bids", required = true, paramLabel = "FILE", description = "The bids.")
  private Path bids;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; made when missing.")
  private Path out;

  @Option(
      names = "--runner",
      paramLabel = "flink|direct",
      defaultValue = "flink",
      converter = RunnerName.class,
      description = "What decides them: an embedded Flink, or Beam's direct runner (slow).")
  private Runner runner;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "Closes only what is due by then, as 2026-01-01T00:00:00Z (default: all).")
  private Optional<Instant> asOf;

  @Override
  public Integer call() throws InterruptedException {
    requireFile(items, "--items");
    requireFile(bids, "--bids");
    requireWritable(out);
    List<String> command =
        PipelinesJvm.commandLine(
            Classpaths.find(),
            HEAP_MEGABYTES,
            List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
            MAIN_CLASS,
            arguments());
    try {
      // It shows its own progress, and Ctrl-C reaches it as it reaches this.
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new CommandFailure("The batch job could not be started: " + e.getMessage(), e);
    }
  }

  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--items=" + items,
                "--bids=" + bids,
                "--out=" + out,
                "--runner=" + runner.name().toLowerCase(Locale.ROOT)));
    asOf.ifPresent(time -> arguments.add("--as-of=" + time));
    return arguments;
  }

  private static void requireFile(Path file, String option) {
    if (!Files.exists(file)) {
      throw new UsageFailure(
          option + ": no such file: " + file + "; `generate --to DIR` makes such files");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UsageFailure(option + ": " + file + " is no file that can be read");
    }
  }

  private static void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UsageFailure("--out: " + FailureMessage.of(e));
    }
    if (!Files.isWritable(directory)) {
      throw new UsageFailure("--out: " + directory + " cannot be written");
    }
  }
}
