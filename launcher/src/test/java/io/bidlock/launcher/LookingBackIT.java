package io.bidlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Topics;
import io.bidlock.launcher.audit.Audit;
import io.bidlock.launcher.audit.AuditReport;
import io.bidlock.launcher.audit.BronzeAudit;
import io.bidlock.launcher.audit.KafkaTopicReader;
import io.bidlock.launcher.audit.TablesAudit;
import io.bidlock.launcher.house.DataDirectory;
import io.bidlock.launcher.house.House;
import io.bidlock.servers.Classpaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look back, called by {@code ./bidlock} beside a house that runs. */
@Tag("end-to-end")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookingBackIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CALLED_WRONGLY = 2;

  private DataDirectory directory;
  private House house;
  private Path data;
  private long bids;
  @TempDir private Path elsewhere;

  /** What a command printed and how it ended. */
  private record Ran(int status, String output) {}

  @BeforeAll
  void somethingHasHappened(@TempDir Path home) throws Exception {
    data = home;
    directory = DataDirectory.open(data);
    house =
        House.start(
            House.Options.in(directory)
                .withMedallion(new House.Medallion(ZoneOffset.UTC, Duration.ofSeconds(2))));
    String url = house.url().toString();
    succeed("generate", "--to", "rest", "--url", url, "--events", "300", "--items", "6");
    KafkaTopicReader topics = new KafkaTopicReader(house.bootstrapServers());
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> requireRest(topics));
    succeed("batch", "--bronze", in("bronze"), "--silver", in("silver"), "--gold", in("gold"));
  }

  /** Everything is decided, in silver and gold, and in bronze. */
  private void requireRest(KafkaTopicReader topics) {
    AuditReport report = Audit.of(topics, 0, List.of());
    assertThat(report.evidence()).isEmpty();
    assertThat(report.itemsOpen()).isZero();
    assertThat(TablesAudit.of(house.jdbcUrl().orElseThrow(), report.bidsInLog()).missing())
        .isZero();
    for (String topic : List.of(Topics.BIDS, Topics.DECISIONS)) {
      assertThat(BronzeAudit.records(house.bronze(), topic)).isEqualTo(topics.records(topic));
    }
    bids = report.bidsInLog();
  }

  @AfterAll
  void close() {
    house.close();
    directory.close();
  }

  @Test
  void verifyFindsTheSilverOfTheHouseThatRuns() throws Exception {
    assertThat(succeed("verify", "--data", data.toString(), "--at-rest"))
        .contains("silver: bids and closes")
        .contains("Everything that was decided is what the log says")
        .doesNotContain("No BidLock is running");
  }

  @Test
  void verifyEndsWithOneWhereDecisionsAreMissing() throws Exception {
    copy("bronze");
    Files.delete(files(Topics.DECISIONS).getFirst());

    Ran verify = bidlock("verify", "--data", elsewhere.toString(), "--at-rest");

    assertThat(verify.status()).isEqualTo(1);
    assertThat(verify.output())
        .contains("No BidLock is running on " + elsewhere + ": silver is not compared.")
        .contains("NOT everything that was decided is what the log says");
  }

  @Test
  void verifyTellsTheHistoryOfAnItemAndKnowsNoOther() throws Exception {
    String question = "select max(key) from bronze.decisions where value->>'item_seq' = '1'";
    String item =
        succeed("sql", "--data", data.toString(), "--csv", question).lines().toList().get(1);

    assertThat(succeed("verify", "--data", data.toString(), "--item", item))
        .contains(item)
        .containsPattern("different +0\n");

    Ran unknown = bidlock("verify", "--data", data.toString(), "--item", "nothing-like-it");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.output()).contains("knows no item nothing-like-it");
  }

  @Test
  void qualityFindsTheHouseThatRunsAndElseItsFiles() throws Exception {
    // In streaming results come some seconds after what they are about.
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(succeed("quality", "--data", data.toString()))
                    .startsWith("The streaming run of ")
                    .contains(" expectations: 0 failed, "));
    assertThat(succeed("quality", "--silver", in("silver")))
        .startsWith("The batch run of ")
        .contains(" expectations: 0 failed, ");
    copy("silver");
    assertThat(succeed("quality", "--data", elsewhere.toString())).startsWith("The batch run of ");
  }

  @Test
  void qualityNamesTheDirectoryWhereNothingRuns() throws Exception {
    Ran quality = bidlock("quality", "--data", elsewhere.toString());

    assertThat(quality.status()).isEqualTo(1);
    assertThat(quality.output())
        .isEqualTo(
            "bidlock: No BidLock is running on %s, and there is no %s; --silver says where silver is.%n"
                .formatted(elsewhere, elsewhere.resolve("silver")));
  }

  @Test
  void sqlAnswersFromTheDirectoryOfAHouse() throws Exception {
    String count = "select count(*) as bids from silver.bids";
    assertThat(succeed("sql", "--data", data.toString(), "--csv", count))
        .isEqualToNormalizingNewlines("bids\n" + bids + "\n");
    assertThat(succeed("sql", "--data", data.toString()))
        .contains("gold.daily_revenue\n", "bronze.bids\n")
        .doesNotContain("psql");
    assertThat(succeed("sql", "--data", data.toString(), "--gold", elsewhere.toString()))
        .contains("has silver and gold in PostgreSQL: psql 'postgresql://127.0.0.1:")
        .doesNotContain("gold.daily_revenue");
  }

  @Test
  void sqlEndsWithTwoWhereTheQuestionIsAtFault() throws Exception {
    Ran sql = bidlock("sql", "--data", data.toString(), "from gold.nothing");

    assertThat(sql.status()).isEqualTo(CALLED_WRONGLY);
    assertThat(sql.output()).startsWith("bidlock: ").contains("nothing");
  }

  @Test
  void retentionTellsWhatWouldGoAndLetsItGo() throws Exception {
    copy("bronze");
    Path decisions = elsewhere.resolve("bronze/topic=" + Topics.DECISIONS);
    try (Stream<Path> days = Files.list(decisions)) {
      Files.move(days.findFirst().orElseThrow(), decisions.resolve("date=2020-01-01"));
    }
    List<Path> old = files(Topics.DECISIONS);
    String bronze = elsewhere.resolve("bronze").toString();

    assertThat(succeed("retention", "--bronze", bronze, "--keep-days", "30", "--dry-run"))
        .contains("whole ")
        .contains("Would go: %d files".formatted(old.size()));
    assertThat(old).allSatisfy(file -> assertThat(file).exists());
    assertThat(succeed("retention", "--bronze", bronze, "--keep-days", "30"))
        .contains("Gone: %d files".formatted(old.size()));
    assertThat(files(Topics.DECISIONS)).isEmpty();
    assertThat(files(Topics.BIDS)).isNotEmpty();
  }

  @Test
  void retentionKeepsADayAtLeast() throws Exception {
    Ran retention = bidlock("retention", "--bronze", in("bronze"), "--keep-days", "0");

    assertThat(retention.status()).isEqualTo(CALLED_WRONGLY);
    assertThat(retention.output()).contains("--keep-days must be at least 1");
    assertThat(house.bronze()).isNotEmptyDirectory();
  }

  private String in(String layer) {
    return data.resolve(layer).toString();
  }

  private void copy(String layer) throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve(layer))) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Files.copy(file, elsewhere.resolve(data.relativize(file).toString()));
      }
    }
  }

  private List<Path> files(String topic) throws IOException {
    try (Stream<Path> all = Files.walk(elsewhere.resolve("bronze/topic=" + topic))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String succeed(String... arguments) throws Exception {
    Ran ran = bidlock(arguments);
    assertThat(ran.status()).as(ran.output()).isZero();
    return ran.output();
  }

  private static Ran bidlock(String... arguments) throws IOException, InterruptedException {
    Path home = Classpaths.find().home();
    List<String> line = new ArrayList<>(List.of(home.resolve("bidlock").toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("BIDLOCK_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BIDLOCK_BUILD", "never");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }
}
