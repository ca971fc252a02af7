package io.bidlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.launcher.audit.Audit;
import io.bidlock.launcher.audit.AuditReport;
import io.bidlock.launcher.audit.KafkaTopicReader;
import io.bidlock.launcher.house.DataDirectory;
import io.bidlock.launcher.house.House;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people use them, against real servers. */
@Tag("end-to-end")
class CommandsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBack() {
    System.setOut(standardOutput);
  }

  @Test
  void aDemoWhosePipelineIsKilledLosesDuplicatesAndDivergesNothing() {
    int status =
        run(
            "demo",
            "--for",
            "20s",
            "--warm-up",
            "5s",
            "--rate",
            "50",
            "--items",
            "12",
            "--kill-pipeline-after",
            "10s");

    assertThat(err.toString()).isEmpty();
    assertThat(status).as(err.toString()).isZero();
    assertThat(output())
        .contains("The arbitration pipeline ended with status 137")
        .contains("The arbitration pipeline is running again.")
        .contains("lost 0   duplicated 0   diverging 0");
    assertThat(summed("bids acknowledged")).isGreaterThanOrEqualTo(500);
    assertThat(summed("bids decided")).isGreaterThanOrEqualTo(summed("bids acknowledged"));
    assertThat(summed("items ended")).isEqualTo(12);
    assertThat(summed("  sold")).isPositive();
  }

  /** A number of the summary, which comes after all the scoreboards. */
  private long summed(String what) {
    return Pattern.compile(what + " +([\\d,]+)")
        .matcher(output())
        .results()
        .reduce((earlier, last) -> last)
        .map(last -> Long.parseLong(last.group(1).replace(",", "")))
        .orElseThrow(() -> new AssertionError(output()));
  }

  @Test
  void trafficIsGeneratedForAHouseAndForItsLog() {
    try (DataDirectory data = DataDirectory.open(directory);
        House house = House.start(House.Options.in(data).withoutMedallion())) {
      assertThat(
              run(
                  "generate",
                  "--to",
                  "rest",
                  "--url",
                  house.url().toString(),
                  "--events",
                  "500",
                  "--items",
                  "10",
                  "--seed",
                  "2"))
          .isZero();
      assertThat(output()).contains("  items     10 listed\n").contains(" accepted, ");
      assertThat(
              run(
                  "generate",
                  "--to",
                  "kafka",
                  "--bootstrap-servers",
                  house.bootstrapServers(),
                  "--events",
                  "2000",
                  "--rate",
                  "1000",
                  "--items",
                  "10",
                  "--seed",
                  "3"))
          .isZero();

      KafkaTopicReader topics = new KafkaTopicReader(house.bootstrapServers());
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                AuditReport report = Audit.of(topics, 0, List.of());
                assertThat(report.evidence()).isEmpty();
                assertThat(report.commands()).isGreaterThan(2_000);
                assertThat(report.unreadable()).isPositive();
                assertThat(report.itemsOpen()).isZero();
                assertThat(report.outcomes().values().stream().mapToLong(n -> n).sum())
                    .isEqualTo(20);
              });
    }
  }

  @Test
  void upSaysWhenItIsReadyAndStopsWhatItStarted() throws Exception {
    Path data = directory.resolve("data");
    int port = Ports.free();
    try (ChildProcess up = ChildProcess.start(upCommand(data, port))) {
      assertThat(up.awaitReady(PATIENCE)).isEqualTo("BidLock is ready: http://127.0.0.1:" + port);
      assertThat(health(port)).isEqualTo(200);

      assertThat(run("up", "--port", "0", "--data", data.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("Another BidLock is running on " + data);

      up.stop(PATIENCE);
      assertThat(Files.readAllLines(data.resolveSibling("up.log")))
          .containsSubsequence(
              "Stopping the ingest service …",
              "Stopping the arbitration pipeline …",
              "Stopping the Kafka broker …",
              "Stopping the Redis server …");
    }
    assertThat(Ports.isFree(port)).isTrue();
    DataDirectory.open(data).close();
  }

  @Test
  void filesAreGeneratedAndDecidedTheSameOnFlinkAndOnSpark() throws IOException {
    Path files = directory.resolve("files");
    int generated = run("generate", "--to", files.toString(), "--events", "3000", "--seed", "4");
    assertThat(generated).as(err.toString()).isZero();

    Path onFlink = decided(files, "flink");
    Path onSpark = decided(files, "spark");

    assertThat(Files.readAllLines(onFlink.resolve("outcomes.csv"))).hasSize(1 + 3_000 / 240);
    assertThat(onFlink.resolve("decisions.jsonl")).isNotEmptyFile();
    assertThat(Files.readAllLines(onFlink.resolve("rejects.csv"))).hasSizeGreaterThan(1);
    for (String file : List.of("outcomes.csv", "decisions.jsonl", "rejects.csv")) {
      assertThat(onSpark.resolve(file)).hasSameBinaryContentAs(onFlink.resolve(file));
    }
  }

  private Path decided(Path files, String runner) {
    Path out = directory.resolve(runner);
    int status =
        run(
            "batch",
            "--items",
            files.resolve("items.csv").toString(),
            "--bids",
            files.resolve("bids.csv").toString(),
            "--out",
            out.toString(),
            "--runner",
            runner);
    assertThat(status).as(err.toString()).isZero();
    return out;
  }

  @Test
  void theBenchEndsWithALineOfJson() {
    int status =
        run(
            "bench",
            "stream",
            "--bids",
            "2000",
            "--warm-up",
            "1000",
            "--items",
            "30",
            "--rounds",
            "1");

    assertThat(status).as(err.toString()).isZero();
    assertThat(output().lines().toList().getLast())
        .matches("\\{\"bench\":\"stream\",\"bids\":2000,\"warm_up_bids\":1000,\"items\":30,.*}")
        .contains("\"bids_per_second\":", "\"ratio_to_identity\":");
  }

  private static ChildProcess.Command upCommand(Path data, int port) {
    return ChildProcess.Command.of(
            "house",
            System.getProperty("java.class.path"),
            BidLock.class.getName(),
            data.resolveSibling("up.log"))
        .withJvmArguments(List.of("-Dbidlock.home=" + Classpaths.find().home()))
        .withArguments(List.of("up", "--port", Integer.toString(port), "--data", data.toString()))
        .withReady(Pattern.compile("^BidLock is ready"));
  }

  private static int health(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private int run(String... arguments) {
    return BidLock.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }

  private String output() {
    return captured.toString(StandardCharsets.UTF_8);
  }
}
