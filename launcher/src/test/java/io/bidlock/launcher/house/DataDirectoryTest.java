package io.bidlock.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.launcher.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path parent;

  @Test
  void itIsMadeWhenMissingAndStays() {
    Path path = parent.resolve("a/b");
    DataDirectory.open(path).close();

    assertThat(path).isDirectory();
  }

  @Test
  void twoHousesDoNotShareOne() {
    try (DataDirectory first = DataDirectory.open(parent)) {
      assertThatThrownBy(() -> DataDirectory.open(first.path()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("Another BidLock is running on " + parent);
    }
    DataDirectory.open(parent).close();
  }

  @Test
  void aTemporaryOneIsRemovedWithAllThatIsInIt() throws IOException {
    DataDirectory directory = DataDirectory.temporary();
    Files.createDirectories(directory.path().resolve("kafka/data"));
    Files.writeString(directory.path().resolve("kafka/data/log"), "bids");

    directory.close();
    directory.close();

    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void aTemporaryOneStaysWhenThereIsSomethingToLookInto() {
    DataDirectory directory = DataDirectory.temporary();

    directory.keep();
    directory.close();

    assertThat(directory.path()).isDirectory();
    assertThat(directory.path().resolve("lock").toFile().delete()).isTrue();
    assertThat(directory.path().toFile().delete()).isTrue();
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(file + " cannot hold BidLock's data: " + file + " is a file.");
  }

  @Test
  void whoAsksWhetherADirectoryIsInUseMakesNothing() {
    Path path = parent.resolve("none");
    DataDirectory.requireUnused(path);

    assertThat(path).doesNotExist();
  }
}
