package io.bidlock.pipelines.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.table.DayRange;
import io.bidlock.pipelines.testing.ParquetTables;
import io.bidlock.pipelines.testing.Runners;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as files, written again. */
class WriteTableTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aDayThatIsWrittenAgainHoldsNothingOfWhatItHeld(String runner) throws Exception {
    for (String category : List.of("glass", "clocks", "seats", "vases")) {
      List<Row> rows = List.of(revenue(category, DAY));
      write(runner, rows);
      assertThat(read()).isEqualTo(rows);
    }
    List<Row> many =
        IntStream.range(0, 1_000).mapToObj(number -> revenue("c" + number, DAY)).toList();
    write(runner, many);
    assertThat(read()).containsExactlyInAnyOrderElementsOf(many);

    Row nextDay = revenue("glass", DAY.plusDays(1));
    write(runner, List.of(nextDay));
    assertThat(read()).hasSize(many.size() + 1).containsAll(many).contains(nextDay);
    assertThat(files())
        .containsExactly(
            "day=2026-11-21/part-00000-of-00002.parquet",
            "day=2026-11-21/part-00001-of-00002.parquet",
            "day=2026-11-22/part-00000-of-00002.parquet",
            "day=2026-11-22/part-00001-of-00002.parquet");
  }

  private static Row revenue(String category, LocalDate day) {
    return Gold.DAILY_REVENUE.row("UTC", day, category, "EUR", new BigDecimal("12.500000"), 1L);
  }

  private void write(String runner, List<Row> rows) {
    PipelineOptions options =
        runner.equals("DirectRunner") ? Runners.direct() : Runners.flinkBatch();
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(rows).withCoder(FlatRowCoder.of(Gold.DAILY_REVENUE.columns())))
        .apply(
            WriteTable.to(Gold.DAILY_REVENUE, directory.toString(), DayRange.all(ZoneOffset.UTC)));
    pipeline.run().waitUntilFinish();
  }

  private List<Row> read() throws Exception {
    return ParquetTables.read(directory, Gold.DAILY_REVENUE);
  }

  private List<String> files() throws IOException {
    Path table = directory.resolve(Gold.DAILY_REVENUE.name());
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> table.relativize(file).toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
