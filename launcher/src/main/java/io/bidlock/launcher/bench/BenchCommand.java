package io.bidlock.launcher.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bidlock bench}. */
@Command(name = "bench", description = "Measures how fast BidLock is.")
public final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
