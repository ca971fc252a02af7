package io.bidlock.launcher.batch;

import io.bidlock.launcher.house.PipelinesJvm;
import io.bidlock.launcher.terminal.UsageFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bidlock import}. */
@Command(
    name = "import",
    description = {
      "Takes items and bids from files into bronze, where they are as good as what a house has"
          + " decided live: `batch`, `sql` and `retention` work on them.",
      "Nothing is written when a line cannot be read, unless --rejects says where such lines go. It"
          + " can be run again, and after a crash: the same files make the same bronze."
    },
    footer = {"", "The columns of the files are those of `batch`."})
public final class ImportCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = "io.bidlock.pipelines.batch.ImportFiles";
  private static final int HEAP_MEGABYTES = 2_048;

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FILE",
      description = "The listings: CSV, .jsonl or .parquet.")
  private Path items;

  @Option(
      names = "--bids",
      required = true,
      paramLabel = "FILE",
      description = "The bids, likewise.")
  private Path bids;

  @Option(
      names = "--bronze",
      paramLabel = "URI",
      defaultValue = ".bidlock/bronze",
      description = "Where bronze is: a directory, s3: or gs: (default: ${DEFAULT-VALUE}).")
  private String bronze;

  @Option(
      names = "--era",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "The era that they make in bronze, each import one of its own; a house's own log begins"
              + " with 0 (default: ${DEFAULT-VALUE}).")
  private int era;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "Closes what is due by then, as 2026-01-01T00:00:00Z (default: when the last item ends).")
  private Optional<Instant> asOf = Optional.empty();

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Puts lines that cannot be read there, as CSV, and takes the others.")
  private Optional<Path> rejects = Optional.empty();

  @Parameters(
      paramLabel = "JOB-OPTION",
      description = "Options of the file system, after --, as in: -- --awsRegion=eu-west-1")
  private List<String> fileSystemOptions = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (era < 0) {
      throw new UsageFailure("--era must be 0 or more");
    }
    PipelinesJvm.requireOptions(fileSystemOptions);
    InputFiles.require(items, "--items");
    InputFiles.require(bids, "--bids");
    List<String> arguments = new ArrayList<>();
    arguments.add("--items=" + items);
    arguments.add("--bids=" + bids);
    arguments.add("--bronze=" + bronze);
    arguments.add("--era=" + era);
    asOf.ifPresent(time -> arguments.add("--as-of=" + time));
    rejects.ifPresent(file -> arguments.add("--rejects=" + file));
    arguments.addAll(fileSystemOptions);
    return PipelinesJvm.run(
        "The import",
        HEAP_MEGABYTES,
        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
        MAIN_CLASS,
        arguments);
  }
}
