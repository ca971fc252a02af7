package io.bidlock.launcher.batch;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bidlock batch}. */
@Command(name = "batch", description = "Decides the auctions in CSV files.")
public final class BatchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
