package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import io.bidlock.pipelines.testing.Runners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBronzeTest {
  private static final long DAY_MILLIS = 86_400_000;

  @TempDir Path directory;
  private BronzeFolder bronze;

  @BeforeEach
  void setUp() {
    bronze = new BronzeFolder(directory.toString(), Runners.direct());
  }

  @Test
  void aRecordInManyFilesIsReadOnceOnDirect() throws IOException {
    readsOnce(Runners.direct());
  }

  @Test
  void aRecordInManyFilesIsReadOnceOnFlink() throws IOException {
    readsOnce(Runners.flinkBatch());
  }

  private void readsOnce(PipelineOptions options) throws IOException {
    bronze = new BronzeFolder(directory.toString(), options);
    List<BronzeRecord> records = records(0, 300);
    // In no order at all, with gaps, and in both formats: as jobs that died might have left it.
    Random random = new Random(11);
    for (BronzeFormat format : BronzeFormat.values()) {
      List<BronzeRecord> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      bronze.write(bronze.writer().as(format).withFileBytes(700), shuffled.subList(0, 250));
    }
    bronze.write(bronze.writer().withFileBytes(2_000), records);

    assertThat(bronze.inFiles()).hasSize(800);
    bronze.assertHoldsOnce(records);
  }

  @Test
  void theSameOffsetElsewhereIsAnotherRecord() {
    List<BronzeRecord> records =
        List.of(
            BronzeRecords.at("auction.bids", 0, 5, BronzeRecords.EVENING),
            BronzeRecords.at("auction.bids", 1, 5, BronzeRecords.EVENING),
            BronzeRecords.at("auction.users", 0, 5, BronzeRecords.EVENING),
            new BronzeRecord(
                "auction.bids", 1, 0, 5, BronzeRecords.EVENING, null, null, List.of()));

    bronze.write(BronzeFormat.PARQUET, records);

    bronze.assertHoldsOnce(records);
  }

  @Test
  void onlyWhatIsWantedIsRead() {
    List<BronzeRecord> bids = new ArrayList<>();
    List<BronzeRecord> users = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      long time = BronzeRecords.EVENING + day * DAY_MILLIS;
      bids.add(BronzeRecords.at("auction.bids", 0, day, time));
      users.add(BronzeRecords.at("auction.users", 0, day, time));
    }
    bronze.write(BronzeFormat.PARQUET, bids);
    bronze.write(BronzeFormat.JSONL, users);
    ReadBronze all = ReadBronze.from(directory.toString());
    LocalDate second = LocalDate.of(2026, 11, 22);

    assertThat(bronze.read(all.topics(Set.of("auction.bids"))))
        .containsExactlyInAnyOrderElementsOf(bids);
    assertThat(bronze.read(all.topics(Set.of("auction.users")).from(second).to(second.plusDays(1))))
        .containsExactlyInAnyOrderElementsOf(users.subList(1, 3));
    assertThat(bronze.read(all.from(second.plusDays(3))))
        .containsExactlyInAnyOrder(bids.get(4), users.get(4));
    assertThat(bronze.read(all.to(second.minusDays(1))))
        .containsExactlyInAnyOrder(bids.get(0), users.get(0));
  }

  @Test
  void whereNothingIsThatIsSaid() {
    assertThatThrownBy(() -> bronze.read())
        .rootCause()
        .hasMessage("There is no bronze of any topic under " + directory + "/.");

    bronze.write(BronzeFormat.PARQUET, records(0, 1));
    assertThatThrownBy(
            () ->
                bronze.read(
                    ReadBronze.from(directory.toString())
                        .topics(Set.of("auction.bids"))
                        .from(LocalDate.of(2026, 12, 1))))
        .rootCause()
        .hasMessage("There is no bronze of auction.bids from 2026-12-01 under " + directory + "/.");
  }

  @Test
  void aBrokenFileIsNamed() throws IOException {
    bronze.write(BronzeFormat.JSONL, records(0, 10));
    Stored stored = bronze.files().get(0);
    Path file = Path.of(stored.uri());
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
    assertThatThrownBy(() -> bronze.read())
        .hasStackTraceContaining("The bronze file " + stored.uri() + " cannot be read");

    // A line is gone, which nobody would see who read the others.
    String text = new String(whole, StandardCharsets.UTF_8);
    Files.writeString(file, text.substring(text.indexOf('\n') + 1));
    assertThatThrownBy(() -> bronze.read()).rootCause().hasMessageContaining("not those");
  }

  @Test
  void whatIsUnfinishedOrNobodyKnowsIsNotRead() throws IOException {
    bronze.write(BronzeFormat.PARQUET, records(0, 10));
    Path file = Path.of(bronze.files().get(0).uri());
    Files.writeString(file.resolveSibling("." + file.getFileName() + ".1"), "PAR1 and then");
    Files.writeString(file.resolveSibling("part-00000-of-00001.parquet"), "who knows");
    Files.writeString(file.resolveSibling("_SUCCESS"), "");

    bronze.assertHoldsOnce(records(0, 10));
  }

  @Test
  void noFileIsEverSeenHalfWritten() throws Exception {
    int files = 60;
    byte[] noise = new byte[1 << 20];
    new Random(3).nextBytes(noise);
    BronzeStore store = BronzeStore.at(directory.toString());
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int offset = 0; offset < files; offset++) {
                write(store, noise, offset);
              }
            });

    int seen = 0;
    while (!writing.isDone() || seen < files) {
      List<Stored> found = bronze.files();
      for (Stored stored : found) {
        assertThat(BronzeStore.read(stored)).hasSize(1);
      }
      seen = found.size();
      assertThat(writing.isCompletedExceptionally()).isFalse();
    }
  }

  private static void write(BronzeStore store, byte[] value, long offset) {
    BronzeRecord record =
        new BronzeRecord(
            BronzeRecords.TOPIC, 0, 0, offset, BronzeRecords.EVENING, null, value, List.of());
    try {
      store.write(List.of(record), BronzeFormat.PARQUET);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<BronzeRecord> records(long from, long to) {
    return LongStream.range(from, to).mapToObj(BronzeRecords::at).toList();
  }
}
