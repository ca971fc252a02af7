package io.bidlock.launcher.bench;

import io.bidlock.launcher.house.DataDirectory;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.terminal.UsageFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bidlock bench stream}. */
@Command(
    name = "stream",
    description = {
      "Fills a log with bids and measures how fast the arbitration job decides them, and how fast",
      "the same job is that reads and writes as much and decides nothing. Ends with a line of JSON."
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
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each job is measured, by turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() {
    check("--bids", bids, 10_000_000);
    check("--items", items, Math.min(bids, 1_000_000));
    check("--rounds", rounds, 20);
    Terminal terminal = Terminal.standard();
    try (DataDirectory directory = DataDirectory.temporary();
        StreamBench bench = StreamBench.start(directory, bids, items, terminal)) {
      bench.fill();
      terminal.say(bench.measure(rounds).json());
    }
    return 0;
  }

  private static void check(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new UsageFailure("%s must be from 1 to %,d, not %d".formatted(option, most, value));
    }
  }
}
