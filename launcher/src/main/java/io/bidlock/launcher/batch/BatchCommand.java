package io.bidlock.launcher.batch;

import io.bidlock.launcher.house.PipelinesJvm;
import io.bidlock.launcher.house.TimeZoneOption;
import io.bidlock.launcher.terminal.FailureMessage;
import io.bidlock.launcher.terminal.UsageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code bidlock batch}. */
@Command(
    name = "batch",
    description = {
      "Decides auctions again, with the very rules and code that decide live bids.",
      "",
      "Out of bronze (--bronze): every record of the log, from which silver and gold are rebuilt.",
      "Out of files (--items, --bids; CSV, .jsonl or .parquet): writes decisions.jsonl,"
          + " outcomes.csv and, for lines that cannot be read, rejects.csv into --out; and silver"
          + " and gold, if asked for."
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
  private static final String OF_FILES = "io.bidlock.pipelines.batch.BatchArbitration";
  private static final String OF_BRONZE = "io.bidlock.pipelines.medallion.MedallionPipeline";
  private static final int HEAP_MEGABYTES = 4_096;

  /** What decides them. */
  enum Runner {
    FLINK("FlinkRunner", "pipelines"),
    SPARK("SparkRunner", "spark-runner"),
    DIRECT("DirectRunner", "pipelines");

    private final String className;
    private final String module;

    /**
     * @param module on whose class path it is
     */
    Runner(String className, String module) {
      this.className = className;
      this.module = module;
    }
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
      throw new TypeConversionException("'" + text + "' is neither flink nor spark nor direct");
    }
  }

  @Option(
      names = "--bronze",
      paramLabel = "URI",
      description = "Where bronze is: a directory, or file:, s3: or gs:.")
  private Optional<String> bronze;

  @Option(
      names = "--items",
      paramLabel = "FILE",
      description = "The listings: CSV, .jsonl or .parquet.")
  private Optional<Path> items;

  @Option(names = "--bids", paramLabel = "FILE", description = "The bids, likewise.")
  private Optional<Path> bids;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --items and --bids: where the results go; made when missing.")
  private Optional<Path> out;

  @Option(
      names = "--silver",
      paramLabel = "JDBC|DIR",
      description =
          "Where silver goes: jdbc:postgresql://…, or a directory (or file:, s3:, gs:) for"
              + " Parquet.")
  private Optional<String> silver;

  @Option(names = "--gold", paramLabel = "JDBC|DIR", description = "Where gold goes, likewise.")
  private Optional<String> gold;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Writes only what has to do with this day of the house or a later one.")
  private Optional<LocalDate> from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Writes only what has to do with this day of the house or an earlier one.")
  private Optional<LocalDate> to;

  @Mixin private TimeZoneOption timeZone;

  @Option(
      names = "--runner",
      paramLabel = "flink|spark|direct",
      defaultValue = "flink",
      converter = RunnerName.class,
      description =
          "What decides them: an embedded Flink or Spark, or Beam's direct runner (slow). All give"
              + " the same answers.")
  private Runner runner;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "With --items and --bids: closes only what is due by then, as 2026-01-01T00:00:00Z"
              + " (default: all).")
  private Optional<Instant> asOf;

  @Override
  public Integer call() throws InterruptedException {
    return PipelinesJvm.run(
        "The batch job",
        runner.module,
        HEAP_MEGABYTES,
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-Dorg.slf4j.simpleLogger.log.io.bidlock=warn"),
        bronze.isPresent() ? OF_BRONZE : OF_FILES,
        bronze.isPresent() ? ofBronze(bronze.get()) : ofFiles());
  }

  private List<String> ofBronze(String uri) {
    if (items.isPresent() || bids.isPresent() || out.isPresent() || asOf.isPresent()) {
      throw new UsageFailure("--bronze stands without --items, --bids, --out and --as-of");
    }
    if (silver.isEmpty() && gold.isEmpty()) {
      throw new UsageFailure("--silver or --gold, or both, must say where tables go");
    }
    if (!uri.contains(":") && !Files.isDirectory(Path.of(uri))) {
      throw new UsageFailure("--bronze: there is no directory " + uri);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=" + runner.className,
                "--mode=BATCH",
                "--bronze=" + uri,
                "--progress=true"));
    arguments.addAll(tables());
    return arguments;
  }

  private List<String> ofFiles() {
    requireFile(items, "--items");
    requireFile(bids, "--bids");
    requireWritable(out.orElseThrow(() -> new UsageFailure("--out must say where the results go")));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--items=" + items.orElseThrow(),
                "--bids=" + bids.orElseThrow(),
                "--out=" + out.orElseThrow(),
                "--runner=" + runner.name().toLowerCase(Locale.ROOT)));
    asOf.ifPresent(time -> arguments.add("--as-of=" + time));
    arguments.addAll(tables());
    return arguments;
  }

  private List<String> tables() {
    List<String> arguments = new ArrayList<>();
    silver.ifPresent(where -> arguments.add("--silver=" + where));
    gold.ifPresent(where -> arguments.add("--gold=" + where));
    from.ifPresent(day -> arguments.add("--from=" + day));
    to.ifPresent(day -> arguments.add("--to=" + day));
    arguments.add("--timeZone=" + timeZone.zone());
    return arguments;
  }

  private static void requireFile(Optional<Path> named, String option) {
    Path file =
        named.orElseThrow(() -> new UsageFailure("name --bronze, or --items, --bids and --out"));
    InputFiles.require(file, option);
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
