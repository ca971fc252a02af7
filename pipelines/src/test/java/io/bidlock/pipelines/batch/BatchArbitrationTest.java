package io.bidlock.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchArbitrationTest {
  private static final String ITEMS =
      """
      closes_at,item_id,seller_id,title,category,currency,format,proxy,start_price,opens_at,soft_close_window,reserve_price
      2026-05-02T10:00:00Z,vase,anna,"Vase, ""big"" blue",glass,EUR,ENGLISH,,10,2026-05-01T10:00:00Z,PT2M,
      2026-05-02T10:00:00Z,clock,anna,Clock,clocks,EUR,ENGLISH,true,20,2026-05-01T10:00:00Z,,100
      2026-05-09T10:00:00Z,chair,bert,Chair,seats,EUR,ENGLISH,,5,2026-05-01T10:00:00Z,,
      tomorrow,table,bert,Table,seats,EUR,ENGLISH,,5,2026-05-01T10:00:00Z,,
      """;
  private static final String BIDS =
      """
      bid_id,item_id,bidder_id,amount,placed_at
      b1,vase,cleo,12,2026-05-01T11:00:00Z
      b2,vase,dora,12.50,2026-05-02T09:59:30Z
      b3,vase,cleo,14,2026-05-02T10:01:00Z
      b4,vase,dora,1e1000,2026-05-02T10:01:01Z
      b5,vase,dora,15
      b6,clock,cleo,50,2026-05-01T11:00:00Z
      b7,clock,dora,60,2026-05-01T11:00:00Z
      b8,none,dora,60,2026-05-01T11:00:00Z
      b9,chair,anna,6,2026-04-01T11:00:00Z
      b6,clock,cleo,50,2026-05-01T12:00:00Z
      "b10,chair,cleo,7,2026-05-03T11:00:00Z
      b11,chair,cleo,-7,2026-05-03T11:00:00Z
      b12,chair,dora,8,2026-05-03T11:00:00Z
      """;

  @TempDir Path directory;
  private Path items;
  private Path bids;
  private Path out;

  @BeforeEach
  void writeFiles() throws Exception {
    items = Files.writeString(directory.resolve("items.csv"), ITEMS);
    bids = Files.writeString(directory.resolve("bids.csv"), BIDS);
    out = directory.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void filesAreArbitrated(String runner) throws Exception {
    assertThat(run("--items", items, "--bids=" + bids, "--out", out, "--runner", runner))
        .endsWith("\n0");

    assertThat(Files.readAllLines(out.resolve("outcomes.csv")).stream().map(this::withoutHash))
        .containsExactly(
            "item_id,outcome,winner,price,bids,accepted,closed_at",
            "chair,SOLD,dora,8.00,3,1,2026-05-09T10:00:00Z",
            "clock,RESERVE_NOT_MET,,,2,2,2026-05-02T10:00:00Z",
            "vase,SOLD,cleo,14.00,3,3,2026-05-02T10:03:00Z");
    assertThat(Files.readAllLines(out.resolve("rejects.csv")))
        .hasSize(5)
        .first()
        .isEqualTo("file,line,reason,raw");
    assertThat(Files.readString(out.resolve("rejects.csv")))
        .contains("items.csv,5,closes_at 'tomorrow'")
        .contains("bids.csv,5,amount:")
        .contains("bids.csv,6,\"has 4 fields")
        .contains("bids.csv,12,a quote is opened");
    List<String> decisions = Files.readAllLines(out.resolve("decisions.jsonl"));
    assertThat(decisions).hasSize(3 + 10);
    assertThat(decisions).filteredOn(line -> line.contains("UNKNOWN_ITEM")).hasSize(1);
    assertThat(decisions).filteredOn(line -> line.contains("DUPLICATE_BID")).hasSize(1);
    assertThat(decisions).filteredOn(line -> line.contains("AUCTION_NOT_OPEN")).hasSize(1);
    assertThat(decisions).filteredOn(line -> line.contains("INVALID_BID")).hasSize(1);
    for (int offset = 0; offset < decisions.size(); offset++) {
      assertThat(decisions.get(offset)).contains("\"offset\":" + offset + "}");
    }
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("decisions.jsonl", "outcomes.csv", "rejects.csv");
    }
  }

  @Test
  void bothRunnersWriteTheSameBytes() throws Exception {
    run("--items", items, "--bids", bids, "--out", out, "--runner", "direct");
    Path other = directory.resolve("other");
    run("--items", items, "--bids", bids, "--out", other, "--runner", "flink");

    for (String name : List.of("decisions.jsonl", "outcomes.csv", "rejects.csv")) {
      assertThat(other.resolve(name)).hasSameBinaryContentAs(out.resolve(name));
    }
  }

  /** As a till or another program might write them: times and numbers with types of their own. */
  @ParameterizedTest
  @CsvSource({"jsonl, JSON", "parquet, PARQUET"})
  void filesOfOtherFormatsSayTheSame(String ending, String format) throws Exception {
    Path soundItems =
        Files.writeString(directory.resolve("i.csv"), ITEMS.lines().limit(4).collect(lines()));
    Path soundBids =
        Files.writeString(
            directory.resolve("b.csv"),
            BIDS.lines().filter(line -> !line.matches(".*(1e1000|b5|\"b10).*")).collect(lines()));
    Path otherItems = directory.resolve("items." + ending);
    Path otherBids = directory.resolve("bids." + ending);
    String text = format.equals("JSON") ? ", all_varchar=true" : "";
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv('%s'%s)) TO '%s' (FORMAT %s)"
              .formatted(soundItems, text, otherItems, format));
      statement.execute(
          "COPY (SELECT * REPLACE (amount::DECIMAL(18, 3) AS amount) FROM read_csv('%s'%s)) TO '%s' (FORMAT %s)"
              .formatted(soundBids, text, otherBids, format));
    }
    run("--items", soundItems, "--bids", soundBids, "--out", out, "--runner", "direct");
    Path other = directory.resolve("other");

    assertThat(
            run("--items", otherItems, "--bids", otherBids, "--out", other, "--runner", "direct"))
        .endsWith("\n0");

    assertThat(Files.readAllLines(other.resolve("rejects.csv"))).hasSize(1);
    assertThat(Files.readAllLines(other.resolve("outcomes.csv")).stream().map(this::withoutHash))
        .hasSize(4)
        .containsExactlyElementsOf(
            Files.readAllLines(out.resolve("outcomes.csv")).stream()
                .map(this::withoutHash)
                .toList());
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }

  @Test
  void aLineThatIsNoJsonCostsThatLine() throws Exception {
    Path some =
        Files.writeString(
            directory.resolve("bids.jsonl"),
            """
            {"bid_id":"b1","item_id":"vase","bidder_id":"cleo","amount":12,"placed_at":"2026-05-01T11:00:00Z","till":7}

            {"bid_id":"b2","item_id":"vase","bidder_id":"dora","amount":
            {"bid_id":"b3","item_id":"vase","bidder_id":"dora","amount":{"a":1},"placed_at":"2026-05-01T11:00:00Z"}
            {"bid_id":"b4","item_id":"vase","bidder_id":"dora","amount":"13.50","placed_at":"2026-05-01T11:30:00Z"}
            """);

    assertThat(run("--items", items, "--bids", some, "--out", out, "--runner", "direct"))
        .contains("bids.jsonl: ignoring unknown columns till")
        .endsWith("\n0");

    assertThat(Files.readAllLines(out.resolve("outcomes.csv")))
        .anyMatch(line -> line.startsWith("vase,SOLD,dora,13.50,2,2"));
    assertThat(Files.readString(out.resolve("rejects.csv")))
        .contains("bids.jsonl,3,")
        .contains("bids.jsonl,4,");
  }

  @Test
  void whatIsNoParquetIsSaid() throws Exception {
    Path none = Files.writeString(directory.resolve("bids.parquet"), "bid_id,item_id");

    assertThat(run("--items", items, "--bids", none, "--out", out))
        .contains("is no Parquet file")
        .endsWith("\n2");
  }

  @Test
  void onlyWhatIsDueIsClosed() throws Exception {
    run(
        "--items",
        items,
        "--bids",
        bids,
        "--out",
        out,
        "--runner",
        "direct",
        "--as-of",
        "2026-05-04T00:00:00Z");

    assertThat(Files.readAllLines(out.resolve("outcomes.csv")).stream().map(this::withoutHash))
        .hasSize(3)
        .noneMatch(line -> line.startsWith("chair"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --items nowhere.csv --bids BIDS --out OUT         | there is no file nowhere.csv
          --items BIDS --bids BIDS --out OUT                | lacks the columns seller_id, title
          --items ITEMS --bids ITEMS --out OUT              | lacks the columns bid_id, bidder_id
          --items ITEMS --bids BIDS                         | --out is required
          --items ITEMS --bids BIDS --out ITEMS             | cannot be written to
          --items ITEMS --bids BIDS --out OUT --as-of noon  | no ISO 8601 instant
          --items ITEMS --bids BIDS --out OUT --runner spork | --runner is flink, spark or direct
          --items ITEMS --bids BIDS --out                   | --out needs a value
          items bids                                        | is not understood
          """)
  void whatIsWrongWithTheInputIsSaid(String arguments, String message) {
    Object[] words =
        Stream.of(arguments.split(" "))
            .map(
                word ->
                    switch (word) {
                      case "ITEMS" -> items;
                      case "BIDS" -> bids;
                      case "OUT" -> out;
                      default -> word;
                    })
            .toArray();

    assertThat(run(words)).contains(message).endsWith("\n2");
    assertThat(out.resolve("decisions.jsonl")).doesNotExist();
  }

  private String withoutHash(String line) {
    return line.substring(0, line.lastIndexOf(','));
  }

  /** What it says, and its exit status in the last line. */
  private static String run(Object... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status;
    try (PrintStream console = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      status =
          BatchArbitration.run(
              console, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
    return said.toString(StandardCharsets.UTF_8) + "\n" + status;
  }
}
