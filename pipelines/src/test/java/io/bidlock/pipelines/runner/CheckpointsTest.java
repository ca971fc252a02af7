package io.bidlock.pipelines.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path directory;

  @Test
  void whereNothingWasKeptThereIsNone() {
    assertThat(new Checkpoints(directory).newest()).isEmpty();
    assertThat(new Checkpoints(directory.resolve("never-made")).newest()).isEmpty();
  }

  @Test
  void theNewestIsTheOneThatWasCompletedLastWhateverItsNumber() throws IOException {
    complete("first-job", 900, 1_000);
    Path newest = complete("second-job", 9, 3_000);
    complete("third-job", 901, 2_000);
    // Begun and never completed.
    Files.createDirectories(directory.resolve("second-job/chk-902"));
    Files.createDirectories(directory.resolve("second-job/shared"));

    assertThat(new Checkpoints(directory).newest()).contains(newest);
  }

  @Test
  void allOthersAreDeletedWholeOrHalf() throws IOException {
    complete("first-job", 1, 1_000);
    Path kept = complete("second-job", 2, 2_000);
    Files.createDirectories(directory.resolve("second-job/chk-3"));
    Path shared = Files.createDirectories(directory.resolve("second-job/shared"));
    Checkpoints checkpoints = new Checkpoints(directory);

    checkpoints.deleteAllBut(kept);

    assertThat(checkpoints.newest()).contains(kept);
    assertThat(kept.resolve("state")).exists();
    assertThat(shared).exists();
    assertThat(directory.resolve("first-job/chk-1")).doesNotExist();
    assertThat(directory.resolve("second-job/chk-3")).doesNotExist();
  }

  private Path complete(String job, int number, long atMillis) throws IOException {
    Path checkpoint = directory.resolve(job).resolve("chk-" + number);
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("state"), "what it knew");
    Path last = Files.writeString(checkpoint.resolve("_metadata"), "complete");
    Files.setLastModifiedTime(last, FileTime.fromMillis(atMillis));
    return checkpoint;
  }
}
