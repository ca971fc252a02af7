package io.bidlock.pipelines.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Position;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.arbitration.Repeats;
import io.bidlock.pipelines.bronze.BronzeRetention;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.testing.Decided;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.Runners;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A late bid on an item whose records retention took is decided again as it was decided. */
class ForgottenItemsTest {
  private static final int ITEMS = 12;
  private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
  private static final long JULY_MILLIS = Instant.parse("2026-07-01T00:00:00Z").toEpochMilli();

  @TempDir private Path directory;
  // Listed and bid for in March, closed in April, and over in May.
  private final List<LogEntry> log = GeneratedLog.closed(7, ITEMS, 500);
  private final List<LogEntry> lateLog = new ArrayList<>();
  private final List<Decision> late = new ArrayList<>();

  @BeforeEach
  void setUp() throws IOException {
    new RecordedHouse(log).writeTo(bronze());
    assertThat(BronzeRetention.before(bronze().toString(), JUNE).run().items()).isEqualTo(ITEMS);

    List<LogEntry> all = new ArrayList<>(log);
    all.addAll(lateBids(log));
    RecordedHouse house = new RecordedHouse(all);
    house.log().subList(0, log.size()).clear();
    house
        .decided()
        .removeIf(
            ruling ->
                !(ruling instanceof Decision decision) || decision.timeMillis() < JULY_MILLIS);
    house.decided().forEach(ruling -> late.add((Decision) ruling));
    house.writeTo(bronze());
    lateLog.addAll(house.log());
    assertThat(late).hasSize(house.log().size()).hasSizeGreaterThan(ITEMS / 2);
    assertThat(late).allMatch(decision -> decision.itemSeq() > 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void batchWritesLateBidsAsTheyWereDecided(String runner) throws Exception {
    assertBatchWritesLateBids(runner);
  }

  @Test
  void recordsThatAnInterruptedRunHasLeftArePassedOver() throws Exception {
    RecordedHouse left = new RecordedHouse(log);
    List<String> items = late.stream().map(Decision::itemId).toList();
    left.log()
        .removeIf(
            entry -> entry.position().offset() < 30 || !items.contains(entry.record().itemId()));
    left.writeTo(bronze());

    assertBatchWritesLateBids("DirectRunner");
  }

  private void assertBatchWritesLateBids(String runner) throws Exception {
    new MedallionPipeline(
            MedallionPipeline.options(
                "--runner=" + runner,
                "--mode=BATCH",
                "--bronze=" + bronze(),
                "--silver=" + directory.resolve("silver"),
                "--gold=" + directory.resolve("gold")))
        .build()
        .run()
        .waitUntilFinish();

    List<Row> bids = ParquetTables.read(directory.resolve("silver"), Silver.BIDS);
    assertThat(bids.stream().map(ForgottenItemsTest::told))
        .containsExactlyInAnyOrderElementsOf(late.stream().map(ForgottenItemsTest::told).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void verifyFindsThemRight(String runner) {
    assertThat(verify("--runner=" + runner, "--allDecided=true")).contains("Everything");
    String item = late.get(0).itemId();
    assertThat(verify("--runner=" + runner, "--item=" + item))
        .contains("Retention has taken its first " + (late.get(0).itemSeq() - 1) + " rulings")
        .contains("#" + late.get(0).itemSeq() + " ")
        .doesNotContain("!");
  }

  @Test
  void aStreamThatBeginsAfterThemDecidesLateBidsAsTheyWereDecided() {
    PipelineOptions options = Runners.direct();
    assertThat(decidedAsItComes(options, Tombstones.of(bronze().toString())))
        .containsExactlyInAnyOrderElementsOf(late);
    assertThat(decidedAsItComes(options, Tombstones.none()))
        .as("without tombstones they are bids on unknown items")
        .doesNotContainAnyElementsOf(late);
  }

  private List<Ruling> decidedAsItComes(PipelineOptions options, Tombstones tombstones) {
    // With the last record that a tombstone has in: an interrupted run leaves such.
    List<LogEntry> stream = new ArrayList<>(log.subList(log.size() - ITEMS, log.size()));
    stream.addAll(lateLog);
    return Decided.on(
            options,
            Decided.shuffled(stream, 1),
            ArbitrateBids.inOrder(RecordOrder.ARRIVAL)
                .withRepeats(Repeats.SKIP)
                .withTombstones(tombstones))
        .rulings();
  }

  private Path bronze() {
    return directory.resolve("bronze");
  }

  /** On each item that was listed its first bid once more, under another id. */
  private static List<LogEntry> lateBids(List<LogEntry> log) {
    Set<String> items = new HashSet<>();
    Map<String, LogEntry> first = new LinkedHashMap<>();
    Map<Integer, Long> nextOffset = new LinkedHashMap<>();
    for (LogEntry entry : log) {
      nextOffset.merge(entry.position().partition(), entry.position().offset() + 1, Math::max);
      if (entry.record() instanceof ItemListed listed) {
        items.add(listed.itemId());
      }
      if (entry.record() instanceof BidPlaced bid && items.contains(bid.itemId())) {
        first.putIfAbsent(entry.record().itemId(), entry);
      }
    }
    List<LogEntry> late = new ArrayList<>();
    for (LogEntry entry : first.values()) {
      BidPlaced bid = (BidPlaced) entry.record();
      int partition = entry.position().partition();
      late.add(
          new LogEntry(
              new Position(0, partition, nextOffset.merge(partition, 1L, Long::sum) - 1),
              JULY_MILLIS,
              new BidPlaced(
                  bid.itemId(),
                  "late-" + bid.bidId(),
                  bid.bidderId(),
                  bid.amount(),
                  bid.currency(),
                  bid.standing(),
                  bid.channel(),
                  bid.nonce())));
    }
    return late;
  }

  private static String told(Decision decision) {
    return String.join(
        " ",
        decision.itemId(),
        Long.toString(decision.itemSeq()),
        decision.reason().orElseThrow().name(),
        decision.hash().toString());
  }

  private static String told(Row bid) {
    return String.join(
        " ",
        bid.getString("item_id"),
        String.valueOf(bid.getInt64("item_seq")),
        bid.getString("reason"),
        bid.getString("hash"));
  }

  private String verify(String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("--bronze=" + bronze()));
    arguments.addAll(List.of(more));
    int status =
        Verify.run(
            new PrintStream(out, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(status).as(text).isZero();
    return text;
  }
}
