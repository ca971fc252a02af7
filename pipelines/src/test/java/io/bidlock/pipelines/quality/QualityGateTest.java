package io.bidlock.pipelines.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRecordCoder;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.Runners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gold is replaced by what is right, and by nothing else. */
class QualityGateTest {
  private static final List<LogEntry> LOG = GeneratedLog.closed(11, 10, 300);
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void goldStaysAsItWasWhereSomethingCriticalDoesNotHold(String runner) throws Exception {
    batch(runner, bronze("good", LOG));
    Map<String, String> gold = files("gold");
    assertThat(gold).isNotEmpty();
    assertThat(lastResults())
        .hasSize(Expectations.all().size())
        .allSatisfy(result -> assertThat(result.getBoolean("held")).as("%s", result).isTrue());
    assertThat(checked("bids.amount-positive")).isPositive();
    assertThat(checked("transactions.at-hammer-price")).isPositive();
    assertThat(checked("daily_revenue.positive")).isPositive();
    Instant first = lastResults().get(0).getDateTime("run_at").toInstant();

    Path bad = bronze("bad", withAnItemOfOldTimes());
    assertThatThrownBy(() -> batch(runner, bad))
        .hasStackTraceContaining(QualityFailed.class.getName())
        .hasStackTraceContaining("items.times-valid")
        .hasStackTraceContaining("item-of-old-times");

    assertThat(files("gold")).isEqualTo(gold);
    assertThat(lastResults())
        .hasSize(Expectations.all().size())
        .allSatisfy(
            result -> {
              assertThat(result.getDateTime("run_at").toInstant()).isGreaterThan(first);
              assertThat(result.getBoolean("held"))
                  .as("%s", result)
                  .isEqualTo(!"items.times-valid".equals(result.getString("expectation")));
            });
  }

  private long checked(String expectation) throws SQLException {
    return lastResults().stream()
        .filter(result -> expectation.equals(result.getString("expectation")))
        .mapToLong(result -> result.getInt64("checked"))
        .sum();
  }

  private List<Row> lastResults() throws SQLException {
    List<Row> all = ParquetTables.read(directory.resolve("silver/quality"), QualityResults.TABLE);
    Instant last =
        all.stream()
            .map(result -> result.getDateTime("run_at").toInstant())
            .max(Instant::compareTo)
            .orElseThrow();
    return all.stream()
        .filter(result -> result.getDateTime("run_at").toInstant().equals(last))
        .toList();
  }

  private void batch(String runner, Path bronze) {
    new MedallionPipeline(
            MedallionPipeline.options(
                "--runner=" + runner,
                "--mode=BATCH",
                "--bronze=" + bronze,
                "--silver=" + directory.resolve("silver"),
                "--gold=" + directory.resolve("gold")))
        .build()
        .run()
        .waitUntilFinish();
  }

  private Map<String, String> files(String layer) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory.resolve(layer))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return contents;
  }

  /** Somebody has listed an item whose auction was held before there were any on the Web. */
  private static List<LogEntry> withAnItemOfOldTimes() {
    Map<Term, String> terms = new EnumMap<>(Term.class);
    for (LogEntry entry : LOG) {
      if (entry.record() instanceof ItemListed listed) {
        for (Term term : Term.values()) {
          listed.terms().get(term).ifPresent(text -> terms.put(term, text));
        }
        break;
      }
    }
    terms.put(Term.OPENS_AT, "1970-01-01T00:00:01Z");
    LogRecord listing =
        new ItemListed(
            "item-of-old-times", "x", 1, Terms.of(terms), io.bidlock.auction.log.Nonce.NONE);
    List<LogEntry> log = new ArrayList<>(LOG);
    log.add(new LogEntry(new Position(0, 7, 0), LOG.get(0).timeMillis(), listing));
    return log;
  }

  private Path bronze(String name, List<LogEntry> log) {
    List<BronzeRecord> records = new ArrayList<>();
    for (LogEntry entry : log) {
      records.add(
          record(
              Topics.BIDS,
              entry.position(),
              entry.timeMillis(),
              entry.record().itemId(),
              LogRecordJson.write(entry.record())));
    }
    records.add(
        record(
            Topics.USERS,
            new Position(0, 0, 0),
            log.get(0).timeMillis(),
            "bidder-1",
            "{\"schema\":1,\"user_id\":\"bidder-1\"}".getBytes(StandardCharsets.UTF_8)));
    Path bronze = directory.resolve(name);
    Pipeline pipeline = Pipeline.create(Runners.direct());
    pipeline
        .apply(Create.of(records).withCoder(BronzeRecordCoder.of()))
        .apply(WriteBronze.to(bronze.toString()));
    pipeline.run().waitUntilFinish();
    return bronze;
  }

  private static BronzeRecord record(
      String topic, Position position, long timeMillis, String key, byte[] value) {
    return new BronzeRecord(
        topic,
        position.era(),
        position.partition(),
        position.offset(),
        timeMillis,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        List.of());
  }
}
