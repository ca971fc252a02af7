package io.bidlock.launcher.quality;

import io.bidlock.launcher.house.HouseOption;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.UsageFailure;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description =
          "Where silver is, beside which the results stand: jdbc:postgresql://host:5432/bidlock, or"
              + " a directory (default: that of the house that runs on --data, else silver in that"
              + " directory).")
  private Optional<String> silver = Optional.empty();

  @Option(names = "--failed", description = "Prints only what did not hold.")
  private boolean failed;

  @Mixin private HouseOption house;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String place = silver.or(house::jdbcUrl).orElseGet(this::files);
    if (place.startsWith("jdbc:") && !place.startsWith("jdbc:postgresql:")) {
      throw new UsageFailure("--silver: only jdbc:postgresql:… and directories are known");
    }
    List<Result> results = LastRun.read(place);
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
    ResultLines.of(results, failed).forEach(out::println);
    out.flush();
    return results.stream().anyMatch(Result::isAlarming) ? 1 : 0;
  }

  private String files() {
    Path files = house.directory().resolve("silver");
    if (!Files.isDirectory(files)) {
      throw new CommandFailure(
          "No BidLock is running on %s, and there is no %s; --silver says where silver is."
              .formatted(house.directory(), files));
    }
    return files.toString();
  }
}
