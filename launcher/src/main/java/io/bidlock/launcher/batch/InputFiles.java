package io.bidlock.launcher.batch;

import io.bidlock.launcher.terminal.UsageFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that somebody names as input. */
final class InputFiles {
  private InputFiles() {}

  /**
   * @throws UsageFailure when it is none that can be read
   */
  static void require(Path file, String option) {
    if (!Files.exists(file)) {
      throw new UsageFailure(
          option + ": no such file: " + file + "; `generate --to DIR` makes such files");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UsageFailure(option + ": " + file + " is no file that can be read");
    }
  }
}
