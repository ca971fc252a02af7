package io.bidlock.ingest;

import static io.bidlock.ingest.house.Answered.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own. */
class IngestMainTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  @TempDir private Path directory;

  /**
   * @param more settings that are others than those of the shared house, as {@code --port=1}
   */
  private ChildProcess start(String... more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--port", "0");
    settings.put("--bootstrap-servers", HOUSE.kafka().bootstrapServers());
    settings.put("--redis-uri", HOUSE.redis().uri());
    for (String setting : more) {
      settings.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    List<String> arguments = new ArrayList<>(List.of("--exit-with-parent"));
    settings.forEach((name, value) -> arguments.add(name + "=" + value));
    return ChildProcess.start(
        ChildProcess.Command.of(
                "ingest service",
                Classpaths.find().of("ingest-service"),
                "io.bidlock.ingest.IngestMain",
                directory.resolve("ingest.log"))
            .withJvmArguments(List.of("-Xmx256m"))
            .withArguments(arguments));
  }

  @Test
  void itSaysWhenItIsReadyServesAndEndsWhenItIsAskedTo() {
    try (ChildProcess child = start()) {
      String ready = child.awaitReady(Duration.ofSeconds(90));
      assertThat(ready).matches("READY ingest http://127\\.0\\.0\\.1:\\d+");
      int port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
      expect(200, new Api(port).get("/health"));
      child.stop(Duration.ofSeconds(30));
      // 128 + SIGTERM: it was not killed.
      assertThat(child.awaitExit(Duration.ofSeconds(1))).isEqualTo(OptionalInt.of(143));
    }
  }

  @Test
  void aTakenPortIsSaidInOneLine() {
    try (ChildProcess child = start("--port=" + HOUSE.instance().port())) {
      assertThat(child.awaitExit(Duration.ofSeconds(90))).isEqualTo(OptionalInt.of(1));
      assertThat(String.join("\n", child.lastLines()))
          .contains("does not start")
          .contains(Integer.toString(HOUSE.instance().port()))
          .doesNotContain("\tat ");
    }
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedAndExplained() {
    try (ChildProcess child = start("--partitions=6")) {
      assertThat(child.awaitExit(Duration.ofSeconds(90))).isEqualTo(OptionalInt.of(1));
      assertThat(String.join("\n", child.lastLines()))
          .contains("has 4 partitions, not 6")
          .contains("--partitions 4");
    }
  }

  @Test
  void withoutKafkaItGivesUpAndSaysWhereItLooked() {
    try (ChildProcess child =
        start("--bootstrap-servers=127.0.0.1:1", "--start-timeout-seconds=3")) {
      assertThat(child.awaitExit(Duration.ofSeconds(90))).isEqualTo(OptionalInt.of(1));
      assertThat(String.join("\n", child.lastLines())).contains("127.0.0.1:1");
    }
  }
}
