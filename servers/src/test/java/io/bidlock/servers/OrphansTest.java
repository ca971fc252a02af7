package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

  @Test
  void noServerOutlivesAParentThatWasKilled(@TempDir Path directory) {
    ChildProcess.Command command =
        ChildrenOfTests.command(
            ChildrenOfTests.HouseOfServers.class,
            directory.resolve("house.log"),
            directory.toString());
    try (ChildProcess house = ChildProcess.start(command)) {
      String ready = house.awaitReady(Duration.ofMinutes(2));
      List<Long> servers =
          Arrays.stream(ready.substring("READY ".length()).split(" ", -1))
              .map(Long::valueOf)
              .toList();
      assertThat(servers).hasSize(5).allMatch(OrphansTest::runs);

      house.kill();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> servers.stream().noneMatch(OrphansTest::runs));
    }
  }

  @Test
  void aProgramOfSomebodyElseEndsWithTheParentToo(@TempDir Path directory) {
    ChildProcess.Command command =
        ChildrenOfTests.command(
            ChildrenOfTests.HouseOfStrangers.class,
            directory.resolve("house.log"),
            directory.resolve("stranger.log").toString());
    try (ChildProcess house = ChildProcess.start(command)) {
      String ready = house.awaitReady(Duration.ofMinutes(2));
      assertThat(ready).endsWith(" with luggage");
      long stranger = Long.parseLong(ready.split(" ", -1)[1]);
      assertThat(stranger).matches(OrphansTest::runs);

      house.kill();

      await().atMost(Duration.ofSeconds(30)).until(() -> !runs(stranger));
    }
  }

  private static boolean runs(long pid) {
    // A process that ended but was not yet collected by its adoptive parent has no command any
    // more.
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }
}
