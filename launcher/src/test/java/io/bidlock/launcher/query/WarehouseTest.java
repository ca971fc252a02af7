package io.bidlock.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.UsageFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseTest {
  private static final String HOUR = "bronze/topic=auction.bids/date=2026-11-21/hour=18/";
  private static final String RECORD =
      "SELECT 'auction.bids' AS topic, 0 AS era, 2 AS \"partition\", %d::BIGINT AS \"offset\","
          + " TIMESTAMPTZ '2026-11-21 18:30:00+00' AS \"timestamp\", 'lamp'::BLOB AS key, %s AS"
          + " value, [{name: 'ce_id', value: '7'::BLOB}] AS headers";

  @TempDir private Path directory;

  /** A house whose name has a quote in it. */
  private Path house;

  @BeforeEach
  void write() throws IOException, SQLException {
    house = Files.createDirectory(directory.resolve("ann's house"));
    parquet(
        "gold/daily_revenue/day=2026-11-21/part-00000-of-00002.parquet",
        """
        SELECT 'UTC' AS time_zone, DATE '2026-11-21' AS day, 'lamps' AS category,
          'EUR' AS currency, 1234.500000::DECIMAL(38, 6) AS revenue, 2::BIGINT AS transactions
        UNION ALL SELECT 'UTC', DATE '2026-11-21', 'art, old', 'JPY', 90071992547409930, 1
        """);
    parquet("silver/items/part-00000-of-00001.parquet", "SELECT 'lamp' AS item_id, NULL AS title");
    parquet(file(0, 1), record(0, "encode('{\"a\": \"ö\"}')") + " UNION ALL " + record(1, "NULL"));
  }

  @Test
  void eachTableAndEachTopicIsAView() {
    try (Warehouse warehouse = open()) {
      assertThat(warehouse.views().keySet())
          .containsExactly("gold.daily_revenue", "silver.items", "bronze.bids");
      assertThat(warehouse.views().get("gold.daily_revenue"))
          .containsEntry("revenue", "DECIMAL(38,6)")
          .containsEntry("day", "DATE");
    }
  }

  @Test
  void aTableIsReadByPeople() {
    assertThat(table("SELECT category, revenue, day FROM gold.daily_revenue ORDER BY category"))
        .isEqualTo(
            """
            category            revenue  day
            ────────  ─────────────────  ──────────
            art, old  90071992547409930  2026-11-21
            lamps               1234.50  2026-11-21
            2 rows
            """);
  }

  @Test
  void aTableEndsWhereNobodyReadsOn() {
    assertThat(table("FROM range(5000)").lines())
        .hasSize(2 + TableAnswer.MOST_ROWS + 1)
        .last()
        .isEqualTo("the first 1,000 rows; --csv and --json give all");
    assertThat(table("SELECT repeat('ab', 100) || chr(10) AS long").lines().toList().get(2))
        .hasSize(60)
        .endsWith("…");
  }

  @Test
  void csvHoldsAllRowsAndQuotesWhatItMust() {
    String csv = ask("SELECT category, revenue, NULL AS n FROM gold.daily_revenue", CsvAnswer::new);

    assertThat(csv.lines())
        .containsExactlyInAnyOrder(
            "category,revenue,n", "\"art, old\",90071992547409930,", "lamps,1234.50,");
    assertThat(ask("FROM range(5000)", CsvAnswer::new).lines()).hasSize(5001);
  }

  @Test
  void jsonHoldsExactNumbersARowALine() {
    assertThat(
            ask(
                "SELECT category, revenue, NULL AS n, true AS flag, day,"
                    + " TIMESTAMPTZ '2026-11-21 19:00:00+01' AS at FROM gold.daily_revenue"
                    + " ORDER BY 1",
                JsonAnswer::new))
        .isEqualTo(
            """
            [{"category":"art, old","revenue":90071992547409930,"n":null,"flag":true,\
            "day":"2026-11-21","at":"2026-11-21T18:00:00Z"},
            {"category":"lamps","revenue":1234.50,"n":null,"flag":true,\
            "day":"2026-11-21","at":"2026-11-21T18:00:00Z"}]
            """);
    assertThat(ask("SELECT 1 AS one WHERE false", JsonAnswer::new)).isEqualTo("[]\n");
  }

  @Test
  void bronzeIsReadAsText() {
    assertThat(
            ask("SELECT * FROM bronze.bids ORDER BY log_offset", CsvAnswer::new).lines().toList())
        .containsExactly(
            "era,log_partition,log_offset,logged_at,key,value,headers,day",
            "0,2,0,2026-11-21T18:30:00Z,lamp,\"{\"\"a\"\": \"\"ö\"\"}\",[ce_id: 7],2026-11-21",
            "0,2,1,2026-11-21T18:30:00Z,lamp,,[ce_id: 7],2026-11-21");
    assertThat(ask("SELECT value->>'a' FROM bronze.bids WHERE log_offset = 0", CsvAnswer::new))
        .endsWith("ö\n");
  }

  @Test
  void bytesThatAreNoTextAreShownAsBytes() throws SQLException {
    parquet(file(5, 5), record(5, "'a\\xFF'::BLOB"));

    assertThat(ask("SELECT value FROM bronze.bids WHERE log_offset = 5", CsvAnswer::new))
        .endsWith("a\\xFF\n");
  }

  @Test
  void aRecordThatStandsInTwoFilesIsThereOnce() throws SQLException {
    parquet(file(1, 2), record(1, "NULL") + " UNION ALL " + record(2, "'z'::BLOB"));

    assertThat(ask("SELECT count(*), count(DISTINCT log_offset) FROM bronze.bids", CsvAnswer::new))
        .endsWith("3,3\n");
  }

  @Test
  void bronzeInJsonLinesIsReadBesideParquet() throws IOException {
    Files.writeString(
        house.resolve(file(8, 8).replace(".parquet", ".jsonl")),
        """
        {"topic":"auction.bids","era":0,"partition":2,"offset":8,"timestamp":-1,"key":"bGFtcA==",\
        "value":null,"headers":[{"name":"x","value":null}]}
        """);

    assertThat(ask("FROM bronze.bids WHERE log_offset = 8", CsvAnswer::new))
        .endsWith("0,2,8,,lamp,,[x: ],2026-11-21\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "selct",
        "SELECT * FROM gold.nothing",
        "SELECT nothing FROM gold.daily_revenue",
        "COPY (SELECT 1) TO 'stolen.csv'",
        "CREATE TABLE t (x INTEGER)",
        "INSTALL httpfs",
        "SET lock_configuration = false",
        "ATTACH 'x.db'",
        "SELECT 1; SELECT 2",
        "FROM 's3://bucket/x.parquet'",
        " "
      })
  void whatIsNoQuestionIsRefused(String question) {
    assertThatThrownBy(() -> table(question)).isInstanceOf(UsageFailure.class);
    assertThat(Path.of("stolen.csv")).doesNotExist();
  }

  @Test
  void aQuestionThatFailsSaysWhy() {
    assertThatThrownBy(() -> table("SELECT category::INTEGER FROM gold.daily_revenue"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Could not convert string");
  }

  @Test
  void anEmptyHouseHasNothingToAsk() {
    Path empty = directory.resolve("empty");
    try (Warehouse warehouse = Warehouse.open(empty, empty, empty)) {
      assertThat(warehouse.views()).isEmpty();
    }
  }

  private Warehouse open() {
    return Warehouse.open(house.resolve("bronze"), house.resolve("silver"), house.resolve("gold"));
  }

  private String table(String question) {
    return ask(question, TableAnswer::new);
  }

  private String ask(String question, Function<PrintWriter, Answer> format) {
    StringWriter text = new StringWriter();
    try (Warehouse warehouse = open();
        PrintWriter out = new PrintWriter(text)) {
      warehouse.ask(question, format.apply(out));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString().lines().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String file(long first, long last) {
    return HOUR + "part-0-2-%019d-%019d-0123456789abcdef.parquet".formatted(first, last);
  }

  private static String record(long offset, String value) {
    return RECORD.formatted(offset, value);
  }

  private void parquet(String file, String query) throws SQLException {
    Path path = house.resolve(file);
    assertThat(path.getParent().toFile().mkdirs() || Files.isDirectory(path.getParent())).isTrue();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (%s) TO %s (FORMAT parquet)".formatted(query, Quoted.text(path.toString())));
    }
  }
}
