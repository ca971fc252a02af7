package io.bidlock.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.ParquetTables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of bids that become a log in bronze. */
class ImportFilesTest {
  private static final String ITEMS =
      """
      item_id,seller_id,title,category,currency,format,start_price,opens_at,closes_at,soft_close_window
      vase,anna,Vase,glass,EUR,ENGLISH,10,2026-05-01T10:00:00Z,2026-05-02T10:00:00Z,PT2M
      clock,anna,Clock,clocks,EUR,ENGLISH,20,2026-05-01T10:00:00Z,2026-05-02T10:00:00Z,
      """;
  private static final String BIDS =
      """
      bid_id,item_id,bidder_id,amount,placed_at
      b3,vase,cleo,14,2026-05-02T10:01:00Z
      b1,vase,cleo,12,2026-05-01T11:00:00Z
      b2,vase,dora,12.50,2026-05-02T09:59:30Z
      b6,clock,cleo,50,2026-05-01T11:00:00Z
      b7,clock,dora,60,2026-05-01T11:00:00Z
      b8,none,dora,60,2026-05-01T11:00:00Z
      b6,clock,cleo,50,2026-05-01T12:00:00Z
      b9,clock,cleo,70,2026-05-02T10:00:00Z
      """;

  @TempDir private Path directory;
  private Path items;
  private Path bids;
  private Path bronze;

  @BeforeEach
  void writeFiles() throws IOException {
    items = Files.writeString(directory.resolve("items.csv"), ITEMS);
    bids = Files.writeString(directory.resolve("bids.csv"), BIDS);
    bronze = directory.resolve("bronze");
  }

  @Test
  void bronzeOfFilesGivesTheSameTablesAsTheFiles() throws Exception {
    assertThat(importing("--era=0")).contains("2 items and 8 bids").endsWith("\n0");
    Path ofBronze = directory.resolve("of-bronze");
    Path ofFiles = directory.resolve("of-files");

    new MedallionPipeline(
            MedallionPipeline.options(
                "--runner=DirectRunner",
                "--mode=BATCH",
                "--bronze=" + bronze,
                "--silver=" + ofBronze,
                "--gold=" + ofBronze))
        .build()
        .run()
        .waitUntilFinish();
    BatchArbitration.run(
        System.out,
        "--items=" + items,
        "--bids=" + bids,
        "--out=" + directory.resolve("out"),
        "--runner=direct",
        "--silver=" + ofFiles,
        "--gold=" + ofFiles);

    for (Table table : Stream.of(Silver.tables(), Gold.tables()).flatMap(List::stream).toList()) {
      assertThat(rows(ofBronze, table))
          .as("%s", table)
          .containsExactlyInAnyOrderElementsOf(rows(ofFiles, table));
    }
    assertThat(rows(ofBronze, Silver.BIDS)).hasSize(8);
    assertThat(rows(ofBronze, Silver.TRANSACTIONS)).hasSize(2);
  }

  private static List<Row> rows(Path store, Table table) throws Exception {
    Path folder = store.resolve(table.name());
    return Files.exists(folder) ? ParquetTables.read(store, table) : List.of();
  }

  @Test
  void theSameFilesMakeTheSameBronze() throws IOException {
    importing();
    Map<String, Long> files = files();

    assertThat(importing()).endsWith("\n0");

    assertThat(files()).hasSizeGreaterThan(1).isEqualTo(files);
  }

  @Test
  void anotherLogOfTheSameEraIsRefused() throws IOException {
    importing("--era=7");
    Map<String, Long> files = files();
    Files.writeString(bids, BIDS.replace("14", "15"));

    assertThat(importing("--era=7"))
        .contains("holds another log of era 7")
        .contains("give this one an era of its own")
        .endsWith("\n2");
    assertThat(files()).isEqualTo(files);
    assertThat(importing("--era=8")).endsWith("\n0");
  }

  @Test
  void aLineThatCannotBeReadStopsItOrGoesAside() throws IOException {
    Files.writeString(bids, BIDS + "b10,vase,dora,much,2026-05-01T11:00:00Z\n");

    assertThat(importing())
        .contains("A line cannot be read, and nothing was written")
        .contains("bids.csv, line 10: amount")
        .endsWith("\n2");
    assertThat(bronze).doesNotExist();

    Path rejects = directory.resolve("rejects.csv");
    assertThat(importing("--rejects=" + rejects)).contains("8 bids").endsWith("\n0");
    assertThat(rejects).content().contains("bids.csv,10,").contains("much");
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(importing("--as-of=noon")).contains("no ISO 8601 instant").endsWith("\n2");
    assertThat(importing("--bronze=http://x")).contains("must be s3://").endsWith("\n2");
  }

  /** What it says, and its exit status in the last line. */
  private String importing(String... more) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status;
    try (PrintStream console = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      status =
          ImportFiles.run(
              console,
              Stream.concat(
                      Stream.of("--items=" + items, "--bids=" + bids, "--bronze=" + bronze),
                      Stream.of(more))
                  .toArray(String[]::new));
    }
    return said.toString(StandardCharsets.UTF_8) + "\n" + status;
  }

  private Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(bronze)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(bronze.relativize(file).toString(), Files.size(file));
      }
    }
    return files;
  }
}
