package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void aChildSaysThatItIsReadyAndEndsWhenItIsStopped() throws Exception {
    try (ChildProcess child = start(ChildrenOfTests.Waiting.class, "one", "two")) {
      assertThat(child.awaitReady(SOON)).isEqualTo("READY with one,two");
      assertThat(child.isAlive()).isTrue();
      assertThat(child.pid()).isNotEqualTo(ProcessHandle.current().pid());

      child.stop(SOON);

      assertThat(child.isAlive()).isFalse();
      assertThat(child.onExit().get()).isEqualTo(128 + 15);
      assertThat(child.lastLines()).containsExactly("READY with one,two");
      assertThat(Files.readString(child.logFile())).isEqualTo("READY with one,two\n");
    }
  }

  @Test
  void theCtrlCOfATerminalIsLeftToTheParent() throws Exception {
    try (ChildProcess child = start(ChildrenOfTests.Waiting.class)) {
      child.awaitReady(SOON);
      Process interrupt = new ProcessBuilder("sh", "-c", "kill -INT " + child.pid()).start();
      assertThat(interrupt.waitFor()).isZero();
      child.stop(SOON);
      assertThat(child.onExit().get()).as("ended by SIGTERM, not by SIGINT").isEqualTo(128 + 15);
    }
  }

  @Test
  void aChildThatIsKilledIsGone() throws Exception {
    try (ChildProcess child = start(ChildrenOfTests.Waiting.class)) {
      child.awaitReady(SOON);
      child.kill();
      assertThat(child.isAlive()).isFalse();
      assertThat(child.onExit().get()).isEqualTo(128 + 9);
    }
  }

  @Test
  void aChildThatFailsIsReportedWithItsLastWords() {
    try (ChildProcess child = start(ChildrenOfTests.Failing.class)) {
      assertThatThrownBy(() -> child.awaitReady(SOON))
          .isInstanceOf(ChildProcessException.class)
          .hasMessageContaining("The Failing ended with status 3 before it was ready")
          .hasMessageContaining("looking for the data")
          .hasMessageContaining("the data directory is on fire")
          .hasMessageContaining(child.logFile().toString());
    }
  }

  @Test
  void aChildThatDoesNotGetReadyInTimeIsStopped() {
    try (ChildProcess child = start(ChildrenOfTests.Silent.class)) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(300)))
          .isInstanceOf(ChildProcessException.class)
          .hasMessageContaining("was not ready within 300 ms");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void aChildWithoutItsMainClassIsReportedAsTheJvmPutsIt() {
    ChildProcess.Command command =
        ChildProcess.Command.of(
            "Nobody", ".", "io.bidlock.Nobody", directory.resolve("nobody.log"));
    try (ChildProcess child = ChildProcess.start(command)) {
      assertThatThrownBy(() -> child.awaitReady(SOON))
          .isInstanceOf(ChildProcessException.class)
          .hasMessageContaining("io.bidlock.Nobody");
    }
  }

  @Test
  void onlyTheLastLinesAreKeptInMemoryAndAllOfThemOnFile() throws Exception {
    try (ChildProcess child = start(ChildrenOfTests.Talkative.class, "5000")) {
      child.awaitReady(SOON);
      assertThat(child.awaitExit(SOON)).hasValue(0);
      assertThat(child.lastLines()).hasSize(60).endsWith("line 5000", "READY");
      assertThat(Files.readAllLines(child.logFile())).hasSize(5001).startsWith("line 1", "line 2");
    }
  }

  @Test
  void anyLineCanBeTheOneThatSaysReady() {
    ChildProcess.Command command =
        command(ChildrenOfTests.Talkative.class, "200")
            .withReady(Pattern.compile("^line 1(\\d)7$"))
            .withEnvironment(Map.of("BIDLOCK_TEST", "1"));
    try (ChildProcess child = ChildProcess.start(command)) {
      assertThat(child.awaitReady(SOON)).isEqualTo("line 107");
    }
  }

  private ChildProcess start(Class<?> main, String... arguments) {
    return ChildProcess.start(command(main, arguments));
  }

  private ChildProcess.Command command(Class<?> main, String... arguments) {
    return ChildrenOfTests.command(main, directory.resolve("child.log"), arguments);
  }
}
