package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingLogTest {

  @TempDir Path directory;

  @Test
  void theLogNeverTakesMoreThanTwiceItsLimit() throws IOException {
    Path file = directory.resolve("deeper").resolve("server.log");
    try (RollingLog log = new RollingLog(file, 1000)) {
      for (int line = 0; line < 1000; line++) {
        log.append("the bid number " + line);
      }
    }
    Path former = file.resolveSibling("server.log.1");
    assertThat(Files.size(file)).isPositive().isLessThanOrEqualTo(1000);
    assertThat(Files.size(former)).isPositive().isLessThanOrEqualTo(1000);
    assertThat(Files.readAllLines(file)).endsWith("the bid number 999");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(file, former);
    }
  }

  @Test
  void theNextRunGoesOnWhereTheLastOneStopped() throws IOException {
    Path file = directory.resolve("server.log");
    for (String day : new String[] {"yesterday", "today"}) {
      try (RollingLog log = new RollingLog(file, 1000)) {
        log.append(day);
      }
    }
    assertThat(Files.readAllLines(file)).containsExactly("yesterday", "today");
  }
}
