package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.state.StateCodec;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BronzeRetentionTest {
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
  private static final LocalDate AUGUST = LocalDate.of(2026, 8, 1);

  private static final int ITEMS = 18;

  @TempDir Path directory;
  private BronzeFolder bronze;
  private final List<LogEntry> log = new ArrayList<>();
  private final Map<Integer, Long> nextOffset = new HashMap<>();

  @BeforeEach
  void setUp() {
    bronze = new BronzeFolder(directory.toString(), Runners.direct());
    // Listed and bid for in March, closed in April, and over in May.
    log.addAll(GeneratedLog.closed(7, ITEMS, 400));
    log.forEach(
        entry ->
            nextOffset.merge(
                entry.position().partition(), entry.position().offset() + 1, Math::max));
  }

  @Test
  void anItemIsKeptWholeOrItsTombstoneIs() throws IOException {
    comeAgain(JUNE, 3);
    write(log);
    Set<String> heardOfInJune = items(log.subList(log.size() - 6, log.size()));

    BronzeRetention.Outcome outcome = BronzeRetention.before(directory.toString(), JUNE).run();

    assertThat(bids()).containsExactlyInAnyOrderElementsOf(recordsOf(heardOfInJune));
    Map<String, ItemState> expected = PlainArbitration.of(log).states();
    Map<String, ItemState> left = tombstones();
    assertThat(left).hasSize(outcome.items()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(left).allSatisfy((item, state) -> assertThat(state).isEqualTo(expected.get(item)));
    assertThat(left.keySet()).doesNotContainAnyElementsOf(heardOfInJune);
  }

  @Test
  void whatComesLaterIsDecidedAsIfNothingHadBeenForgotten() throws IOException {
    write(log);
    BronzeRetention.before(directory.toString(), JUNE).run();
    int forgotten = log.size();
    comeAgain(JULY, 2);
    write(log.subList(forgotten, log.size()));
    assertThat(decideAgain()).isEqualTo(rulings(log.subList(forgotten, log.size())));

    // Once more: now there are tombstones, and records that only make sense with them.
    BronzeRetention.before(directory.toString(), AUGUST).run();
    assertThat(bids()).isEmpty();
    int forgottenAgain = log.size();
    comeAgain(AUGUST, 1);
    write(log.subList(forgottenAgain, log.size()));
    assertThat(decideAgain()).isEqualTo(rulings(log.subList(forgottenAgain, log.size())));
  }

  @Test
  void whatWasInterruptedIsFinishedByTheNextRun() throws IOException {
    write(log);
    BronzeFolder other = new BronzeFolder(directory + "/other", Runners.direct());
    other.write(other.writer().withFileBytes(5_000), records(log));
    Map<Path, byte[]> before = new HashMap<>();
    for (BronzeStore.Stored stored : other.files()) {
      before.put(Path.of(stored.uri()), Files.readAllBytes(Path.of(stored.uri())));
    }
    BronzeRetention retention = BronzeRetention.before(directory + "/other", JUNE);
    retention.run();
    List<BronzeRecord> left = other.inFiles();

    // As if it had died before it came to the second half of the files.
    List<Path> undeleted = before.keySet().stream().sorted().skip(before.size() / 2).toList();
    for (Path path : undeleted) {
      Files.createDirectories(path.getParent());
      Files.write(path, before.get(path));
    }
    retention.run();

    assertThat(other.inFiles()).containsExactlyInAnyOrderElementsOf(left);
  }

  @Test
  void aDryRunTellsAndDoesNothing() throws IOException {
    comeAgain(JUNE, 3);
    write(log);
    List<BronzeStore.Stored> before = bronze.files();
    BronzeRetention retention = BronzeRetention.before(directory.toString(), JUNE);

    BronzeRetention.Outcome told = retention.dryRun();

    assertThat(bronze.files()).isEqualTo(before);
    assertThat(told.rewritten()).isNotEmpty();
    assertThat(retention.run()).isEqualTo(told);
    assertThat(bronze.files())
        .extracting(BronzeStore.Stored::uri)
        .doesNotContainAnyElementsOf(told.deleted());
    assertThat(retention.run()).isEqualTo(new BronzeRetention.Outcome(List.of(), List.of(), 0));
  }

  @Test
  void anItemThatIsNotOverStays() throws IOException {
    List<LogEntry> open =
        log.stream().filter(entry -> entry.timeMillis() < millis(MARCH.plusDays(1))).toList();
    write(open);

    BronzeRetention.before(directory.toString(), AUGUST).run();

    Set<String> listed =
        open.stream()
            .map(LogEntry::record)
            .filter(ItemListed.class::isInstance)
            .map(LogRecord::itemId)
            .collect(Collectors.toSet());
    assertThat(bids().stream().map(ItemFates::itemOf)).containsAll(listed);
    assertThat(bids())
        .containsAll(
            recordsOf(listed).stream()
                .filter(record -> record.timestampMillis() < millis(MARCH.plusDays(1)))
                .toList());
  }

  @Test
  void ofEachUserTheLastRecordStaysUnlessTheUserIsErased() throws IOException {
    BronzeRecord gone = user("anna", 0, MARCH, "old");
    BronzeRecord latest = user("anna", 1, MARCH, "new");
    BronzeRecord replaced = user("bert", 2, MARCH, "old");
    BronzeRecord erased = user("carl", 3, MARCH, "old");
    BronzeRecord eraser = user("carl", 4, MARCH, null);
    BronzeRecord later = user("bert", 5, JUNE, "new");
    bronze.write(BronzeFormat.JSONL, List.of(gone, latest, replaced, erased, eraser, later));

    BronzeRetention.before(directory.toString(), JUNE).run();

    bronze.assertHoldsOnce(List.of(latest, later));
  }

  @Test
  void otherTopicsGoByDayWithTheirFolders() throws IOException {
    BronzeRecord old = BronzeRecords.at(Topics.DECISIONS, 0, 0, millis(JUNE) - 1);
    BronzeRecord kept = BronzeRecords.at(Topics.DECISIONS, 0, 1, millis(JUNE));
    bronze.write(BronzeFormat.PARQUET, List.of(old, kept));
    Path may = directory.resolve("topic=auction.decisions/date=2026-05-31");
    assertThat(may).exists();

    BronzeRetention.before(directory.toString(), JUNE).run();

    bronze.assertHoldsOnce(List.of(kept));
    assertThat(may).doesNotExist();
  }

  /** Some items are heard of once more, long after they are over. */
  private void comeAgain(LocalDate day, int every) {
    for (int item = 0; item < ITEMS; item += every) {
      LogRecord listing = first("item-" + item).record();
      append(day, item % 2 == 0 ? listing : new CloseDue("item-" + item));
    }
  }

  private LogEntry first(String item) {
    return log.stream()
        .filter(entry -> entry.record().itemId().equals(item))
        .findFirst()
        .orElseThrow();
  }

  private void append(LocalDate day, LogRecord record) {
    int partition = first(record.itemId()).position().partition();
    long offset = nextOffset.merge(partition, 1L, Long::sum) - 1;
    log.add(new LogEntry(new Position(0, partition, offset), millis(day), record));
  }

  private static long millis(LocalDate day) {
    return Instant.parse(day + "T00:00:00Z").toEpochMilli();
  }

  private void write(List<LogEntry> entries) {
    bronze.write(bronze.writer().withFileBytes(5_000), records(entries));
  }

  private static List<BronzeRecord> records(List<LogEntry> entries) {
    return entries.stream().map(entry -> BronzeRecord.of(entry.position().era(), entry)).toList();
  }

  private List<BronzeRecord> recordsOf(Set<String> items) {
    return records(log).stream()
        .filter(record -> items.contains(ItemFates.itemOf(record)))
        .toList();
  }

  private static Set<String> items(List<LogEntry> entries) {
    return entries.stream().map(entry -> entry.record().itemId()).collect(Collectors.toSet());
  }

  private List<BronzeRecord> bids() throws IOException {
    return inFiles(Topics.BIDS);
  }

  private List<BronzeRecord> inFiles(String topic) throws IOException {
    return bronze.inFiles().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  /** Of each item the last one. */
  private Map<String, ItemState> tombstones() throws IOException {
    Map<String, ItemState> states = new HashMap<>();
    inFiles(BronzeRetention.TOMBSTONES).stream()
        .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
        .forEach(record -> states.put(ItemFates.itemOf(record), StateCodec.decode(record.value())));
    return states;
  }

  /** What the Arbiter says to the records that are there, on the tombstones that are there. */
  private Set<Ruling> decideAgain() throws IOException {
    Map<String, ItemState> states = tombstones();
    Set<Ruling> rulings = new HashSet<>();
    Arbiter arbiter = new Arbiter();
    Set<String> present = bids().stream().map(BronzeRecord::toString).collect(Collectors.toSet());
    for (LogEntry entry : log) {
      if (present.contains(records(List.of(entry)).get(0).toString())) {
        Verdict verdict =
            arbiter.decide(
                states.getOrDefault(entry.record().itemId(), ItemState.Unknown.INSTANCE),
                Optional.empty(),
                entry);
        states.put(entry.record().itemId(), verdict.state());
        rulings.addAll(verdict.rulings());
      }
    }
    return rulings;
  }

  /** What was ruled on some entries of the log by whoever has seen all of it. */
  private Set<Ruling> rulings(List<LogEntry> entries) {
    Set<Position> places = entries.stream().map(LogEntry::position).collect(Collectors.toSet());
    return PlainArbitration.of(log).rulings().stream()
        .filter(
            ruling -> ruling instanceof Decision decision && places.contains(decision.position()))
        .collect(Collectors.toSet());
  }

  private static BronzeRecord user(String id, long offset, LocalDate day, @Nullable String value) {
    return new BronzeRecord(
        Topics.USERS,
        0,
        0,
        offset,
        millis(day),
        id.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
        List.of());
  }
}
