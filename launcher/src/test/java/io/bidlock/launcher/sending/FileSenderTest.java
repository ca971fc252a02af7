package io.bidlock.launcher.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSenderTest {
  @TempDir private Path directory;

  @Test
  void filesGetTheirNamesWhenTheyAreWhole() {
    try (FileSender files = new FileSender(directory, Instant.EPOCH)) {
      assertThat(directory.resolve(FileSender.BIDS)).doesNotExist();
      files.finish();
    }

    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(FileSender.ITEMS, FileSender.BIDS);
  }

  @Test
  void whatIsNotFinishedIsTakenAway() {
    new FileSender(directory, Instant.EPOCH).close();

    assertThat(directory).isEmptyDirectory();
  }
}
