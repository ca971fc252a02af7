package io.bidlock.launcher.bench;

import io.bidlock.launcher.terminal.UsageFailure;
import picocli.CommandLine.Command;

/** {@code bidlock bench}. */
@Command(
    name = "bench",
    description = "Measures how fast BidLock is on this machine.",
    subcommands = BenchStreamCommand.class)
public final class BenchCommand implements Runnable {
  @Override
  public void run() {
    throw new UsageFailure("name what to measure, as in: bidlock bench stream");
  }
}
