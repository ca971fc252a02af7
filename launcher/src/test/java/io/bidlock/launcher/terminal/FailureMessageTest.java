package io.bidlock.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureMessageTest {
  @Test
  void aFullDiskIsNamedHoweverDeepItLies() {
    Throwable failure =
        new IllegalStateException(
            "the broker stopped",
            new UncheckedIOException(new IOException("No space left on device")));

    assertThat(FailureMessage.of(failure)).startsWith("The disk is full: No space left on device");
  }

  @Test
  void filesAreNamed() {
    assertThat(FailureMessage.of(new NoSuchFileException("/tmp/none")))
        .isEqualTo("No such file: /tmp/none");
    assertThat(FailureMessage.of(new AccessDeniedException("/root")))
        .isEqualTo("No permission for /root");
  }

  @Test
  void aFailureSpeaksForItself() {
    assertThat(FailureMessage.of(new CommandFailure("Port 8080 is taken.")))
        .isEqualTo("Port 8080 is taken.");
    assertThat(FailureMessage.of(new IllegalStateException("Not built."))).isEqualTo("Not built.");
  }

  @Test
  void anExceptionWithoutWordsIsNamed() {
    assertThat(FailureMessage.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(FailureMessage.of(new ArithmeticException("/ by zero")))
        .isEqualTo("ArithmeticException: / by zero");
  }
}
