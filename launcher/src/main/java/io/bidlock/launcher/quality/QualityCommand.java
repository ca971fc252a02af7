package io.bidlock.launcher.quality;

import io.bidlock.launcher.terminal.UsageFailure;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bidlock quality}. */
@Command(
    name = "quality",
    description = {
      "Prints what was expected of the data in the last run of the medallion job, and whether it"
          + " held.",
      "Ends with 1 where something critical did not."
    })
public final class QualityCommand implements Callable<Integer> {
  @Option(
      names = "--silver",
      paramLabel = "JDBC|DIR",
      defaultValue = ".bidlock/silver",
      description =
          "Where silver is, beside which the results stand: jdbc:postgresql://host:5432/bidlock, or"
              + " a directory (default: ${DEFAULT-VALUE}).")
  private String silver;

  @Option(names = "--failed", description = "Prints only what did not hold.")
  private boolean failed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (silver.startsWith("jdbc:") && !silver.startsWith("jdbc:postgresql:")) {
      throw new UsageFailure("--silver: only jdbc:postgresql:… and directories are known");
    }
    List<Result> results = LastRun.read(silver);
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
    ResultLines.of(results, failed).forEach(out::println);
    out.flush();
    return results.stream().anyMatch(Result::isAlarming) ? 1 : 0;
  }
}
