package io.bidlock.launcher.retention;

import io.bidlock.launcher.house.PipelinesJvm;
import io.bidlock.launcher.terminal.UsageFailure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bidlock retention}. */
@Command(
    name = "retention",
    description = {
      "Forgets what of bronze is older than some days, but for what later days are made of.",
      "An item is kept whole, or goes whole and leaves its tombstone; of a user the last record"
          + " stays. It can be run again, and after a crash."
    })
public final class RetentionCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = "io.bidlock.pipelines.bronze.Retention";
  private static final int HEAP_MEGABYTES = 3_072;

  @Option(
      names = "--bronze",
      paramLabel = "URI",
      defaultValue = ".bidlock/bronze",
      description = "Where bronze is: a directory, s3: or gs: (default: ${DEFAULT-VALUE}).")
  private String bronze;

  @Option(
      names = "--keep-days",
      required = true,
      paramLabel = "N",
      description = "How many days are kept, in UTC, today not counted.")
  private int keepDays;

  @Option(names = "--dry-run", description = "Only tells what would go.")
  private boolean dryRun;

  @Parameters(
      paramLabel = "JOB-OPTION",
      description = "Options of the file system, after --, as in: -- --awsRegion=eu-west-1")
  private List<String> fileSystemOptions = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (keepDays < 1) {
      throw new UsageFailure("--keep-days must be at least 1");
    }
    PipelinesJvm.requireOptions(fileSystemOptions);
    List<String> arguments = new ArrayList<>();
    arguments.add("--bronze=" + bronze);
    arguments.add("--before=" + LocalDate.now(ZoneOffset.UTC).minusDays(keepDays));
    arguments.add("--dryRun=" + dryRun);
    arguments.addAll(fileSystemOptions);
    return PipelinesJvm.run(
        "Retention",
        HEAP_MEGABYTES,
        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
        MAIN_CLASS,
        arguments);
  }
}
