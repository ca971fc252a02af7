package io.bidlock.pipelines.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.postgres.Migrations;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.servers.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {
  private final RecordedHouse house = new RecordedHouse(GeneratedLog.closed(7, 12, 500));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  @TempDir private Path bronze;

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void whatTheLogSaysIsEqual(String runner) {
    house.writeTo(bronze);

    assertThat(verify("--runner=" + runner)).isZero();
    assertThat(said("records in the log")).isEqualTo(house.log().size());
    assertThat(said("decisions and closes that they make")).isEqualTo(house.decided().size());
    assertThat(said("equal")).isEqualTo(house.decided().size());
    assertThat(said("missing")).isZero();
    assertThat(text()).contains("Everything that was decided is what the log says");
  }

  /** A group that Flink streams from its sorter, and that nobody can read twice. */
  @Test
  void anItemMayHaveTensOfThousandsOfDecisions() {
    Decision bid =
        (Decision) house.decided().get(place(house.decided(), VerifyTest::isAcceptedBid));
    house.decided().addAll(Collections.nCopies(11_000, bid));
    house.writeTo(bronze);

    assertThat(verify("--runner=FlinkRunner")).isZero();
    assertThat(said("told once more, and equally")).isEqualTo(11_000);
  }

  @Test
  void aDecisionToldTwiceIsFine() {
    house.decided().addAll(List.copyOf(house.decided().subList(100, 130)));
    house.writeTo(bronze);

    assertThat(verify()).isZero();
    assertThat(said("told once more, and equally")).isEqualTo(30);
  }

  @Test
  void wordsThatWereChangedAreFoundThoughTheHashWasLeft() {
    int place = place(house.decided(), VerifyTest::isAcceptedBid);
    Decision bid = (Decision) house.decided().get(place);
    house.decided().set(place, changed(bid, "\"bidder_id\":\"", "\"bidder_id\":\"crony-"));
    house.writeTo(bronze);

    assertThat(verify()).isEqualTo(1);
    assertThat(said("different")).isEqualTo(1);
    assertThat(text())
        .contains("First difference, in auction.decisions: item " + bid.itemId())
        .contains(bid.position().toString())
        .contains("bidder: crony-" + bid.bidderId().get() + " was decided")
        .contains("NOT everything");
  }

  @Test
  void twoDecisionsOnOneCommandAreADifference() {
    int place = place(house.decided(), VerifyTest::isAcceptedBid);
    house.decided().add(changed(house.decided().get(place), "ACCEPTED", "REJECTED"));
    house.writeTo(bronze);

    assertThat(verify()).isEqualTo(1);
    assertThat(said("different")).isEqualTo(1);
  }

  @Test
  void aRecordThatWasPassedOverIsMissing() {
    Ruling gone = house.decided().remove(place(house.decided(), VerifyTest::isAcceptedBid));
    house.writeTo(bronze);

    assertThat(verify()).isEqualTo(1);
    assertThat(said("missing")).isEqualTo(1);
    assertThat(text())
        .contains("item " + gone.itemId())
        .contains("decided:  nothing, though what came later was")
        .contains("is right: accepted");
  }

  @Test
  void aDecisionWithoutARecordIsUnfounded() {
    int place = place(house.decided(), VerifyTest::isAcceptedBid);
    Decision bid = (Decision) house.decided().get(place);
    house.log().removeIf(entry -> entry.position().equals(bid.position()));
    house.writeTo(bronze);

    // Each decision after it is another one too: that is what the chain is for.
    assertThat(verify()).isEqualTo(1);
    assertThat(said("decided, but not in the log")).isEqualTo(1);
    assertThat(text()).contains("is right: nothing; the log has no such record");
  }

  @Test
  void theEndOfTheLogMayBeUndecidedUnlessTheHouseIsAtRest() {
    Ruling last = house.decided().remove(house.decided().size() - 1);
    house.writeTo(bronze);

    assertThat(verify()).isZero();
    assertThat(said("not decided yet: the end of the log")).isEqualTo(1);
    out.reset();
    assertThat(verify("--allDecided=true")).isEqualTo(1);
    assertThat(said("missing")).isEqualTo(1);
    assertThat(text()).contains("item " + last.itemId());
  }

  @Test
  void theEndOfAnItemIsMissingWhereTheLogHasGoneOnForLong() {
    // A close, after which nothing was said of its item; of others much was.
    int close =
        place(
            house.decided(),
            ruling ->
                !(ruling instanceof Decision)
                    && house.decided().stream()
                        .noneMatch(
                            other ->
                                other.itemId().equals(ruling.itemId())
                                    && other.itemSeq() > ruling.itemSeq()));
    house.decided().remove(close);
    house.writeTo(bronze);

    assertThat(verify()).isEqualTo(1);
    assertThat(said("missing")).isEqualTo(1);
  }

  @Test
  void decisionsMayBeInBronzeBeforeTheirRecords() {
    LogEntry last = house.log().get(house.log().size() - 1);
    house.log().remove(last);
    house.writeTo(bronze);

    assertThat(verify()).isZero();
    assertThat(said("of records that bronze does not have yet")).isEqualTo(1);
  }

  @Test
  void silverIsComparedToo(@TempDir Path directory) throws Exception {
    house.writeTo(bronze);
    try (PostgresServer postgres = PostgresServer.start(PostgresServer.Options.in(directory))) {
      String silver = postgres.jdbcUrl();
      Migrations.apply(PostgresSettings.of(silver));
      new MedallionPipeline(
              MedallionPipeline.options(
                  "--runner=DirectRunner",
                  "--mode=BATCH",
                  "--bronze=" + bronze,
                  "--silver=" + silver))
          .build()
          .run()
          .waitUntilFinish();

      assertThat(verify("--silver=" + silver)).isZero();
      assertThat(text()).contains("silver: bids and closes");
      assertThat(verify("--silver=" + silver, "--runner=FlinkRunner")).isZero();

      try (Connection connection = DriverManager.getConnection(silver);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE silver.bids SET amount = amount + 1 WHERE log_offset ="
                + " (SELECT max(log_offset) / 2 FROM silver.bids WHERE outcome = 'ACCEPTED')");
        statement.execute(
            "UPDATE silver.items SET hammer_price = hammer_price + 1 WHERE item_id ="
                + " (SELECT min(item_id) FROM silver.items WHERE outcome = 'SOLD')");
      }
      out.reset();
      assertThat(verify("--silver=" + silver)).isEqualTo(1);
      assertThat(text()).contains("First difference, in silver: item ");
    }
  }

  @Test
  void anItemsHistoryIsToldInWords() {
    Decision bid =
        (Decision) house.decided().get(place(house.decided(), VerifyTest::isAcceptedBid));
    house.writeTo(bronze);

    assertThat(verify("--item=" + bid.itemId())).isZero();
    assertThat(text())
        .contains("#1 ", "item listed", "accepted", "rejected", "closed: ", "chain 000000000000 ► ")
        .contains("bid of " + bid.amount().get().toBigDecimal().toPlainString())
        .contains(RulingWords.shortly(bid.hash()))
        .doesNotContain("!");
  }

  @Test
  void anItemsHistoryShowsWhatWasChanged() {
    int place = place(house.decided(), VerifyTest::isAcceptedBid);
    Decision bid = (Decision) house.decided().get(place);
    house.decided().set(place, changed(bid, "ACCEPTED", "REJECTED"));
    house.writeTo(bronze);

    assertThat(verify("--item=" + bid.itemId())).isEqualTo(1);
    assertThat(text())
        .contains("! not as it was decided:", "outcome: REJECTED was decided, ACCEPTED is right");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(verify()).isEqualTo(1);
    assertThat(text()).contains("there is no auction.bids in bronze under " + bronze);
    house.writeTo(bronze);
    out.reset();
    assertThat(verify("--item=nobody")).isEqualTo(1);
    assertThat(text()).contains("knows no item nobody");
    assertThat(Verify.run(console())).isEqualTo(2);
    assertThat(verify("--silver=here")).isEqualTo(2);
  }

  private static boolean isAcceptedBid(Ruling ruling) {
    return ruling instanceof Decision decision
        && decision.command() == Kind.BID_PLACED
        && decision.accepted()
        && decision.itemSeq() > 3;
  }

  private static int place(List<Ruling> rulings, java.util.function.Predicate<Ruling> wanted) {
    return IntStream.range(rulings.size() / 4, rulings.size())
        .filter(place -> wanted.test(rulings.get(place)))
        .findFirst()
        .orElseThrow();
  }

  /** As somebody changes it who knows the bytes and not the chain. */
  private static Ruling changed(Ruling ruling, String from, String to) {
    String text = new String(RulingJson.write(ruling), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    try {
      return RulingJson.read(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableRecord e) {
      throw new IllegalStateException(e);
    }
  }

  private int verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--bronze=" + bronze));
    arguments.addAll(List.of(more));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--runner"))) {
      arguments.add("--runner=DirectRunner");
    }
    return Verify.run(console(), arguments.toArray(String[]::new));
  }

  private PrintStream console() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private long said(String what) {
    return text()
        .lines()
        .map(String::strip)
        .filter(line -> line.matches(java.util.regex.Pattern.quote(what) + " +[0-9,]+"))
        .map(line -> line.substring(what.length()).replace(",", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is said of '" + what + "':\n" + text()));
  }
}
