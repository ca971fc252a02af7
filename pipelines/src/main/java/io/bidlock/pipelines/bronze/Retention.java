package io.bidlock.pipelines.bronze;

import io.bidlock.pipelines.runner.RunnerArguments;
import java.io.IOException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs {@link BronzeRetention} once: {@code --bronze=URI --before=DAY [--dryRun=true]}, and the
 * options of the file system. Says on standard output what went, a file a line, and a summary.
 */
public final class Retention {
  private Retention() {}

  public static void main(String... args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Returns the exit status: 0, or 1 when it could not be done and 2 when it was asked wrongly. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      RunnerArguments arguments = new RunnerArguments(args);
      String bronze = arguments.require("bronze");
      LocalDate before = LocalDate.parse(arguments.require("before"));
      boolean dryRun = arguments.take("dryRun").map(Boolean::parseBoolean).orElse(false);
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(arguments.toArray()).create());
      BronzeRetention retention = BronzeRetention.before(bronze, before);
      BronzeRetention.Outcome outcome = dryRun ? retention.dryRun() : retention.run();
      Set<String> partly = Set.copyOf(outcome.rewritten());
      outcome
          .deleted()
          .forEach(uri -> out.println((partly.contains(uri) ? "partly   " : "whole    ") + uri));
      out.printf(
          "%s: %,d files, of which %,d are written anew without what goes; tombstones stay of %,d"
              + " items%n",
          dryRun ? "Would go" : "Gone",
          outcome.deleted().size(),
          outcome.rewritten().size(),
          outcome.items());
      return 0;
    } catch (IllegalArgumentException | DateTimeException e) {
      err.println("retention: " + e.getMessage());
      return 2;
    } catch (IOException | RuntimeException e) {
      err.println("retention: failed: " + e.getMessage());
      return 1;
    }
  }
}
