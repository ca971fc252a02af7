package io.bidlock.pipelines.postgres;

import static io.bidlock.pipelines.postgres.House.BIDS;
import static io.bidlock.pipelines.postgres.House.ITEMS;
import static io.bidlock.pipelines.postgres.House.USERS;
import static io.bidlock.pipelines.postgres.House.bid;
import static io.bidlock.pipelines.postgres.House.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bidlock.pipelines.runner.JobCounters;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.Runners;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writing as a step of a pipeline, on runners and with input that differ in what a bundle is. */
class WriteRowsTest {
  @TempDir static Path directory;
  private static House house;

  enum Way {
    DIRECT,
    FLINK_BATCH,
    FLINK_STREAMING;

    PipelineOptions options() {
      return switch (this) {
        case DIRECT -> Runners.direct();
        case FLINK_BATCH -> Runners.flinkBatch();
        case FLINK_STREAMING -> Runners.flinkStreaming();
      };
    }
  }

  @BeforeAll
  static void open() throws SQLException {
    house = House.open(directory);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    house.empty();
  }

  @ParameterizedTest
  @EnumSource
  void aPostgresThatIsKilledMeanwhileOnlyDelays(Way way) throws Exception {
    List<Row> rows = new ArrayList<>();
    List<Row> highest = new ArrayList<>();
    for (int key = 1_000; key < 2_000; key++) {
      for (int version = 1; version <= 4; version++) {
        rows.add(item("item-" + key, "as of " + version, version));
      }
      highest.add(rows.get(rows.size() - 1));
    }
    Collections.shuffle(rows, new Random(11));
    rows.add(2_000, item("item-0", "nul \0", 1));
    Outage outage = new Outage(3_000);
    Pipeline pipeline = Pipeline.create(way.options());
    Collected<DeadRow> dead = new Collected<>();
    pipeline
        .apply(Create.of(rows).withRowSchema(ITEMS.columns()))
        .apply("Kill", ParDo.of(outage))
        .setRowSchema(ITEMS.columns())
        .apply(WriteRows.to(ITEMS, house.settings().withBatchRows(500)))
        .apply("Dead", dead);
    pipeline.run().waitUntilFinish();
    outage.over();

    assertThat(house.rows(ITEMS)).isEqualTo(highest);
    assertThat(dead.values())
        .singleElement()
        .satisfies(row -> assertThat(row.reason()).contains("NUL"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenTwiceStandsThereOnce(Way way) throws Exception {
    List<Row> bids =
        IntStream.range(0, 3_000)
            .mapToObj(n -> bid("item-" + n % 50, n, n % 1_000 == 1 ? "-1" : "1.50"))
            .toList();
    for (int run = 0; run < 2; run++) {
      Pipeline pipeline = Pipeline.create(way.options());
      Collected<DeadRow> dead = new Collected<>();
      pipeline
          .apply(Create.of(bids).withRowSchema(BIDS.columns()))
          .apply(WriteRows.to(BIDS, house.settings().withBatchRows(1_000)))
          .apply("Dead", dead);
      pipeline.run().waitUntilFinish();
      assertThat(dead.values()).extracting(DeadRow::sqlState).containsOnly("23514").hasSize(3);
    }
    assertThat(house.rows(BIDS)).hasSize(2_997);
    assertThat(house.rows(ITEMS)).as("stubs").hasSize(50);
    assertThat(house.ask("SELECT count(*) FROM quality.rejected_rows")).containsExactly("3");
    assertThat(house.ask("SELECT count(*) FROM quality.divergence")).containsExactly("0");
  }

  @Test
  void aStreamIsWrittenBundleByBundleAndDivergenceIsCounted() throws Exception {
    Pipeline pipeline = Pipeline.create(Runners.direct());
    Collected<DeadRow> dead = new Collected<>();
    pipeline
        .apply(
            TestStream.create(RowCoder.of(BIDS.columns()))
                .addElements(bid("1", 1, "10"), bid("1", 2, "20"))
                .advanceProcessingTime(Duration.standardSeconds(1))
                .addElements(bid("1", 3, "-30"))
                .advanceProcessingTime(Duration.standardSeconds(1))
                .addElements(bid("1", 1, "11"), bid("1", 4, "40"))
                .advanceWatermarkToInfinity())
        .setRowSchema(BIDS.columns())
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
        .apply(WriteRows.to(BIDS, house.settings()))
        .apply("Dead", dead);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    assertThat(house.rows(BIDS))
        .containsExactly(bid("1", 1, "10"), bid("1", 2, "20"), bid("1", 4, "40"));
    assertThat(dead.values())
        .containsExactly(
            new DeadRow(
                "trial.bids",
                "{\"item_id\":\"1\",\"position\":3,\"amount\":-30,\"bidder_id\":null}",
                "new row for relation \"bids\" violates check constraint \"bids_amount_check\"",
                "23514"));
    assertThat(JobCounters.of(result, WriteRows.class))
        .containsEntry("divergences", 1L)
        .containsEntry("rows-rejected", 1L)
        .containsEntry("rows-settled", 4L)
        .containsEntry("rows-changed", 3L);
  }

  @ParameterizedTest
  @EnumSource
  void noRowsAreNoTrouble(Way way) {
    Pipeline pipeline = Pipeline.create(way.options());
    pipeline
        .apply(Create.empty(RowCoder.of(USERS.columns())))
        .setRowSchema(USERS.columns())
        .apply(WriteRows.to(USERS, house.settings()));
    assertThat(pipeline.run().waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    assertThat(house.rows(USERS)).isEmpty();
  }

  @Test
  void rowsOfAnotherTableAreNotTaken() {
    Pipeline pipeline = Pipeline.create(Runners.direct());
    var users = pipeline.apply(Create.empty(RowCoder.of(USERS.columns())));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> users.setRowSchema(USERS.columns()).apply(WriteRows.to(BIDS, house.settings())))
        .withMessageContaining("trial.bids");
  }

  /** Lets rows pass, and kills PostgreSQL at the one of a number; it comes back by itself. */
  private static final class Outage extends DoFn<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final Map<String, AtomicInteger> PASSED = new ConcurrentHashMap<>();
    private static final Map<String, CompletableFuture<Void>> RESTARTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final int at;

    Outage(int at) {
      this.at = at;
      PASSED.put(id, new AtomicInteger());
    }

    @ProcessElement
    public void pass(@Element Row row, OutputReceiver<Row> out) {
      if (PASSED.get(id).incrementAndGet() == at) {
        house.server().kill();
        RESTARTS.put(id, CompletableFuture.runAsync(house.server()::restart));
      }
      out.output(row);
    }

    /** Fails unless there was one. */
    void over() throws Exception {
      assertThat(RESTARTS).containsKey(id);
      RESTARTS.get(id).get();
    }
  }
}
