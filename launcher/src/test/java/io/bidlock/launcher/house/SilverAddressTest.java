package io.bidlock.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverAddressTest {
  private static final String URL = "jdbc:postgresql://127.0.0.1:5432/bidlock?user=bidlock";

  @TempDir private Path parent;

  @Test
  void itIsKnownOnceItIsNotedAndNoMoreOnceItIsForgotten() {
    try (DataDirectory directory = DataDirectory.open(parent)) {
      assertThat(SilverAddress.of(parent)).isEmpty();

      SilverAddress.note(directory.path(), URL);
      assertThat(SilverAddress.of(parent)).contains(URL);

      SilverAddress.forget(directory.path());
      assertThat(SilverAddress.of(parent)).isEmpty();
    }
  }

  @Test
  void theNoteOfAHouseThatRunsNoMoreCountsForNothing() {
    try (DataDirectory directory = DataDirectory.open(parent)) {
      SilverAddress.note(directory.path(), URL);
    }

    assertThat(SilverAddress.of(parent)).isEmpty();
    // Whoever only asked has not taken the directory.
    DataDirectory.open(parent).close();
  }

  @Test
  void whoAsksMakesNothing() {
    Path none = parent.resolve("none");

    assertThat(SilverAddress.of(none)).isEmpty();
    assertThat(none).doesNotExist();
  }
}
