package io.bidlock.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.servers.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A child that says it is ready and then does what it was told. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(ChildProcess.READY);
      if (arguments[0].equals("stay")) {
        new java.util.concurrent.CountDownLatch(1).await();
      }
      System.exit(Integer.parseInt(arguments[0]));
    }
  }

  @TempDir private Path directory;
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final List<ChildProcess> started = new CopyOnWriteArrayList<>();
  private final Supervisor supervisor = new Supervisor(news::add, Duration.ofMillis(20));

  @AfterEach
  void stopAll() {
    supervisor.close();
    started.forEach(ChildProcess::kill);
  }

  @Test
  void aPartThatWasKilledIsStartedAgainAndThatIsSaid() {
    Part part = part("stay");
    start(part);

    started.getFirst().kill();

    await().atMost(PATIENCE).until(() -> news.size() == 2);
    assertThat(started).hasSize(2);
    assertThat(part.process()).isSameAs(started.getLast());
    assertThat(part.process().isAlive()).isTrue();
    assertThat(news.getFirst()).contains("The clock ended with status 137");
    assertThat(news.getLast()).isEqualTo("The clock is running again.");
  }

  @Test
  void aPartThatWasStoppedOnPurposeStaysAway() {
    Part part = part("stay");
    start(part);

    part.close();
    supervisor.close();

    assertThat(news).isEmpty();
    assertThat(part.start()).isEmpty();
    assertThat(started).hasSize(1);
  }

  @Test
  void aPartThatGivesWayToAnotherIsNotStartedAgain() {
    start(part("7"));

    await().atMost(PATIENCE).until(() -> !news.isEmpty());
    assertThat(news).containsExactly("The clock has given way to a newer one.");
  }

  @Test
  void aPartThatKeepsFailingIsGivenUp() {
    start(part("1"));

    await().atMost(PATIENCE).until(() -> supervisor.givenUp().isDone());
    assertThat(supervisor.givenUp().join()).contains("The clock ended with status 1");
    assertThat(started).hasSize(6);
  }

  @Test
  void whatTheHouseCanDoWithoutIsStartedAgainForEver() {
    start(part("1").dispensable());

    await().atMost(PATIENCE).until(() -> started.size() > 8);
    assertThat(supervisor.givenUp()).isNotDone();
    assertThat(news.getFirst()).endsWith(", bids go on.");
  }

  private void start(Part part) {
    part.start().ifPresent(process -> supervisor.watch(part, process));
  }

  private Part part(String argument) {
    ChildProcess.Command command =
        ChildProcess.Command.of(
                "clock",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.resolve("clock.log"))
            .withJvmArguments(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"))
            .withArguments(List.of(argument));
    return new Part(
        "clock",
        () -> {
          ChildProcess process = ChildProcess.start(command);
          process.awaitReady(PATIENCE);
          started.add(process);
          return process;
        },
        status -> status == 7);
  }
}
