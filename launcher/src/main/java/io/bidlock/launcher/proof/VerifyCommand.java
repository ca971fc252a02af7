package io.bidlock.launcher.proof;

import io.bidlock.launcher.house.HouseOption;
import io.bidlock.launcher.house.PipelinesJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidlock verify}. */
@Command(
    name = "verify",
    description = {
      "Replays the log in bronze with the very code that decides live bids, and compares item by"
          + " item with what was decided: each decision, and the chain of its hashes.",
      "Ends with 1 on any difference, and explains the first in words."
    },
    footer = {
      "",
      "Decisions come to bronze a file at a time. A record without one is no difference where its"
          + " item has none after it and it was logged less than two minutes before the newest"
          + " decided one; it is counted as not decided yet. --at-rest lets nothing pass."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = "io.bidlock.pipelines.proof.Verify";
  private static final int HEAP_MEGABYTES = 3_072;

  /** What has failed is said in a line; runners would add their whole stacks. */
  private static final List<String> QUIET =
      List.of(
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
          "-Dorg.slf4j.simpleLogger.log.org.apache.flink=off",
          "-Dorg.slf4j.simpleLogger.log.org.apache.beam.runners=off");

  @Option(
      names = "--bronze",
      paramLabel = "URI",
      description = "Where bronze is: a directory, s3: or gs: (default: bronze of --data).")
  private Optional<String> bronze = Optional.empty();

  @Option(
      names = "--silver",
      paramLabel = "JDBC",
      description =
          "Compares silver in PostgreSQL too, as jdbc:postgresql://host:5432/bidlock (default:"
              + " silver of the house that runs on --data; none where only --bronze is named).")
  private Optional<String> silver = Optional.empty();

  @Option(
      names = "--item",
      paramLabel = "ID",
      description = "Tells this item's history: each bid, its decision, why, and the chain.")
  private Optional<String> item = Optional.empty();

  @Mixin private HouseOption house;

  @Option(
      names = "--at-rest",
      description = "Nothing is on its way: a record without a decision is a difference.")
  private boolean atRest;

  @Parameters(
      paramLabel = "JOB-OPTION",
      description = "Options of the job, after --, as in: -- --awsRegion=eu-west-1")
  private List<String> jobOptions = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PipelinesJvm.requireOptions(jobOptions);
    return PipelinesJvm.run("The verification", HEAP_MEGABYTES, QUIET, MAIN_CLASS, arguments());
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(
        "--bronze=" + bronze.orElseGet(() -> house.directory().resolve("bronze").toString()));
    if (item.isPresent()) {
      arguments.add("--item=" + item.get());
    } else {
      silver.or(this::silverOfHouse).ifPresent(url -> arguments.add("--silver=" + url));
    }
    arguments.add("--allDecided=" + atRest);
    arguments.addAll(jobOptions);
    return arguments;
  }

  private Optional<String> silverOfHouse() {
    if (bronze.isPresent() && !house.isGiven()) {
      return Optional.empty();
    }
    Optional<String> url = house.jdbcUrl();
    if (url.isEmpty()) {
      spec.commandLine()
          .getOut()
          .printf(
              "No BidLock is running on %s: silver is not compared. --silver names another.%n",
              house.directory())
          .flush();
    }
    return url;
  }
}
