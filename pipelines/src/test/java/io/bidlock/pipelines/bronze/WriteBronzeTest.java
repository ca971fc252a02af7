package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.Runners;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBronzeTest {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final byte[] EMPTY = {};

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void everyRecordIsKeptAsItIsOnDirect(BronzeFormat format) {
    keepsEveryRecord(Runners.direct(), format);
  }

  @ParameterizedTest
  @EnumSource
  void everyRecordIsKeptAsItIsOnFlink(BronzeFormat format) {
    keepsEveryRecord(Runners.flinkBatch(), format);
  }

  private void keepsEveryRecord(PipelineOptions options, BronzeFormat format) {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), options);
    List<BronzeRecord> records = new ArrayList<>();
    for (int offset = 0; offset < 200; offset++) {
      records.add(BronzeRecords.at("auction.bids", offset % 3, offset, nearTheHour(offset)));
    }
    records.add(strange(1, null, null, BronzeRecords.EVENING));
    records.add(strange(2, EMPTY, EMPTY, -1));
    records.add(strange(3, EMPTY, new byte[1 << 20], Long.MAX_VALUE));
    records.add(strange(4, null, EMPTY, Long.MIN_VALUE));

    bronze.write(format, records);

    bronze.assertHoldsOnce(records);
  }

  /** Minutes before and after an hour begins. */
  private static long nearTheHour(int offset) {
    return BronzeRecords.EVENING + HOUR_MILLIS / 2 + (offset - 100) * 1_000L;
  }

  private static BronzeRecord strange(long offset, byte[] key, byte[] value, long timestampMillis) {
    return new BronzeRecord(
        "somebody.else_s-topic",
        7,
        1,
        offset,
        timestampMillis,
        key,
        value,
        List.of(
            new BronzeRecord.Header("twice", EMPTY),
            new BronzeRecord.Header("twice", null),
            new BronzeRecord.Header("", new byte[] {-1})));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://%s/bronze", "file:%s/bronze", "%s/bronze/"})
  void aPathMayBeNamedInThreeWays(String pattern) throws IOException {
    List<BronzeRecord> records = List.of(BronzeRecords.at(1));
    BronzeFolder bronze = new BronzeFolder(pattern.formatted(directory), Runners.direct());

    bronze.write(BronzeFormat.PARQUET, records);

    bronze.assertHoldsOnce(records);
    assertThat(bronze.files())
        .singleElement()
        .extracting(Stored::uri)
        .asString()
        .startsWith(directory + "/bronze/topic=auction.bids/date=2026-11-21/hour=18/part-0-0-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://host/bronze", "http://host/bronze", "s3://bucket/*"})
  void anotherUriIsRefused(String uri) {
    assertThatThrownBy(() -> WriteBronze.to(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(uri);
  }

  @Test
  void aRecordWaitsForOthersNoLongerThanItIsTold() throws IOException {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), Runners.direct());
    TestStream<BronzeRecord> records =
        TestStream.create(BronzeRecordCoder.of())
            .addElements(BronzeRecords.at(0))
            .advanceProcessingTime(Duration.standardSeconds(29))
            .addElements(BronzeRecords.at(1))
            .advanceProcessingTime(Duration.standardSeconds(2))
            .addElements(BronzeRecords.at(2))
            .advanceWatermarkToInfinity();

    run(records, bronze.writer().withFileSeconds(30));

    assertThat(offsets(bronze)).containsExactly(List.of(0L, 1L), List.of(2L));
  }

  @Test
  void enoughRecordsMakeAFileAtOnce() throws IOException {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), Runners.direct());
    TestStream<BronzeRecord> records =
        TestStream.create(BronzeRecordCoder.of())
            .addElements(BronzeRecords.at(0))
            .addElements(BronzeRecords.at(1))
            .advanceWatermarkToInfinity();

    run(records, bronze.writer().withFileBytes(1));

    assertThat(offsets(bronze)).containsExactly(List.of(0L), List.of(1L));
  }

  @Test
  void aLateRecordGetsAFileOfItsOwnHour() throws IOException {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), Runners.direct());
    long late = BronzeRecords.EVENING - 5 * HOUR_MILLIS;
    TestStream<BronzeRecord> records =
        TestStream.create(BronzeRecordCoder.of())
            .addElements(BronzeRecords.at(0))
            .advanceWatermarkTo(new Instant(BronzeRecords.EVENING))
            .advanceProcessingTime(Duration.standardMinutes(2))
            .addElements(BronzeRecords.at("auction.bids", 0, 1, late))
            .advanceWatermarkToInfinity();

    run(records, bronze.writer());

    assertThat(bronze.files())
        .extracting(stored -> stored.file().hour().getHour())
        .containsExactly(13, 18);
  }

  @Test
  void theFilesAreToldAsTheyAreWritten() throws IOException {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), Runners.direct());
    TestStream<BronzeRecord> records =
        TestStream.create(BronzeRecordCoder.of())
            .addElements(BronzeRecords.at(0), BronzeRecords.at("auction.users", 0, 0, 0))
            .advanceWatermarkToInfinity();

    List<String> told = run(records, bronze.writer());

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(bronze.files().stream().map(Stored::uri).toList());
  }

  private static List<String> run(TestStream<BronzeRecord> records, WriteBronze writer) {
    Pipeline pipeline = Pipeline.create(Runners.direct());
    Collected<String> files = new Collected<>();
    pipeline.apply(records).apply(writer).apply(files);
    pipeline.run().waitUntilFinish();
    return files.values();
  }

  private static List<List<Long>> offsets(BronzeFolder bronze) throws IOException {
    return bronze.files().stream()
        .map(stored -> BronzeStore.read(stored).stream().map(BronzeRecord::offset).toList())
        .toList();
  }

  @Test
  void theSameRecordsAgainAreTheSameFile() throws IOException {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), Runners.direct());
    List<BronzeRecord> records = LongStream.range(0, 50).mapToObj(BronzeRecords::at).toList();

    bronze.write(BronzeFormat.PARQUET, records);
    List<Stored> before = bronze.files();
    bronze.write(BronzeFormat.PARQUET, records);

    assertThat(bronze.files()).isEqualTo(before).hasSize(1);
  }
}
