package io.bidlock.launcher.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QualityCommandTest {
  private static final String ROW =
      "SELECT TIMESTAMPTZ '%s+00' AS run_at, 'BATCH' AS mode, '%s' AS expectation, 'silver' AS"
          + " layer, 'a rule' AS rule, '%s' AS severity, %s::DECIMAL(38, 6) AS threshold,"
          + " 1000::BIGINT AS checked, %d::BIGINT AS failed, %s AS held, %s AS example";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path silver;

  @Test
  void theLastRunIsPrintedWhatFailedFirst() throws Exception {
    write(
        row("2026-11-20 18:00:00", "old", "CRITICAL", "0", 9, false, "'x'"),
        row("2026-11-21 18:00:00", "bids.fine", "CRITICAL", "0", 0, true, "NULL"),
        row("2026-11-21 18:00:00", "bids.some", "WARNING", "0.05", 60, false, "'item-3'"),
        row("2026-11-21 18:00:00", "sales.bad", "CRITICAL", "0", 1, false, "'item-7'"));

    assertThat(run()).isEqualTo(1);
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            The batch run of 2026-11-21T18:00:00Z

            FAILED    sales.bad         1,000  silver  a rule
                      1 of 1,000 fail; e.g. item-7
            warning   bids.some         1,000  silver  a rule
                      60 of 1,000 fail, at most 5 % may; e.g. item-3
            ok        bids.fine         1,000  silver  a rule

            3 expectations: 1 failed, 1 warnings
            """);
  }

  @Test
  void aWarningIsNoFailure() throws Exception {
    write(
        row("2026-11-21 18:00:00", "bids.fine", "CRITICAL", "0", 0, true, "NULL"),
        row("2026-11-21 18:00:00", "bids.some", "WARNING", "0.05", 60, false, "'item-3'"));

    assertThat(run("--failed")).isZero();
    assertThat(out.toString()).contains("bids.some").doesNotContain("bids.fine");
  }

  @Test
  void whereThereAreNoResultsThatIsSaid() {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("There are no results of quality checks in " + silver);
  }

  private int run(String... more) {
    CommandLine command =
        new CommandLine(new QualityCommand())
            .setOut(new PrintWriter(out, true))
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  err.append(e.getMessage());
                  return 1;
                });
    String[] arguments = new String[more.length + 1];
    arguments[0] = "--silver=" + silver;
    System.arraycopy(more, 0, arguments, 1, more.length);
    return command.execute(arguments);
  }

  private static String row(
      String at,
      String name,
      String severity,
      String threshold,
      long failed,
      boolean held,
      String example) {
    return ROW.formatted(at, name, severity, threshold, failed, held, example);
  }

  private void write(String... rows) throws Exception {
    Path day = Files.createDirectories(silver.resolve("quality/results/day=2026-11-21"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet)"
              .formatted(
                  String.join(" UNION ALL ", rows), day.resolve("part-00000-of-00001.parquet")));
    }
  }
}
