package io.bidlock.launcher.bench;

import io.bidlock.launcher.house.DataDirectory;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.terminal.UsageFailure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bidlock bench stream}. */
@Command(
    name = "stream",
    description = {
      "Measures how fast the arbitration job decides a log full of bids.",
      "Beside it runs the same job with nothing in place of lock check and arbitration, by turns."
          + " Ends with one line of JSON."
    })
public final class BenchStreamCommand implements Callable<Integer> {
  @Option(
      names = "--bids",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Bids in the log (default: ${DEFAULT-VALUE}).")
  private long bids;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Items that they are on (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "500000",
      description =
          "Bids before those, which each job decides first and which do not count (default:"
              + " ${DEFAULT-VALUE}).")
  private long warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each job is measured, by turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Parameters(
      paramLabel = "JOB-OPTION",
      description = "Options of both jobs, after --, as in: -- --maxBundleSize=1000")
  private List<String> jobOptions = List.of();

  @Override
  public Integer call() {
    check("--bids", bids, 10_000_000);
    check("--items", items, Math.min(bids, 1_000_000));
    if (warmUp < 0 || warmUp > 10_000_000) {
      throw new UsageFailure("--warm-up must be from 0 to 10,000,000, not " + warmUp);
    }
    check("--rounds", rounds, 20);
    Terminal terminal = Terminal.standard();
    try (DataDirectory directory = DataDirectory.temporary()) {
      StreamBench.checkJobOptions(directory, jobOptions);
      run(directory, terminal);
    }
    return 0;
  }

  private void run(DataDirectory directory, Terminal terminal) {
    try (StreamBench bench =
        StreamBench.start(directory, new StreamLoad(bids, warmUp, items), terminal)) {
      bench.fill();
      terminal.say(bench.measure(rounds, jobOptions).json());
    }
  }

  private static void check(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new UsageFailure("%s must be from 1 to %,d, not %d".formatted(option, most, value));
    }
  }
}
