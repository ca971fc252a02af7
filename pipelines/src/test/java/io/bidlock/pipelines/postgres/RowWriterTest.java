package io.bidlock.pipelines.postgres;

import static io.bidlock.pipelines.postgres.House.BIDS;
import static io.bidlock.pipelines.postgres.House.ITEMS;
import static io.bidlock.pipelines.postgres.House.USERS;
import static io.bidlock.pipelines.postgres.House.bid;
import static io.bidlock.pipelines.postgres.House.item;
import static io.bidlock.pipelines.postgres.House.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.awaitility.Awaitility;
import org.joda.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows in a real PostgreSQL. */
class RowWriterTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir static Path directory;
  private static House house;

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

  @Test
  void everyKindOfValueComesBackAsItWas() throws Exception {
    List<Row> items =
        List.of(
            ITEMS.row(
                "1",
                "Vase „Æther“, 明, 🏺 {\"a\", NULL}, \\ ' $1\n\t",
                "ann",
                new BigDecimal("1234567890.12"),
                Instant.parse("2026-11-21T18:00:00.123Z"),
                LocalDate.of(2026, 11, 21),
                true,
                Integer.MAX_VALUE,
                Long.MAX_VALUE),
            ITEMS.row("2", "", null, null, null, null, null, null, 1L),
            ITEMS.row(
                "3",
                null,
                null,
                new BigDecimal("0.01"),
                Instant.ofEpochMilli(-1),
                LocalDate.EPOCH,
                false,
                Integer.MIN_VALUE,
                2L),
            ITEMS.row(
                "4",
                "null",
                null,
                null,
                Instant.parse("9999-12-31T23:59:59.999Z"),
                LocalDate.of(12_026, 1, 1),
                null,
                0,
                3L),
            ITEMS.row(
                "5",
                "NULL",
                null,
                null,
                Instant.parse("0001-01-01T00:00:00.001Z"),
                LocalDate.of(-43, 3, 15),
                null,
                -1,
                4L));
    assertThat(house.write(ITEMS, items.toArray(Row[]::new))).isEmpty();
    assertThat(house.rows(ITEMS)).isEqualTo(items);
    assertThat(house.ask("SELECT closes_at AT TIME ZONE 'UTC', day FROM trial.items"))
        .contains("2026-11-21 18:00:00.123|2026-11-21", "1969-12-31 23:59:59.999|1970-01-01");
  }

  @Test
  void amountsKeepEveryDigit() throws Exception {
    List<String> amounts =
        List.of("0.000000000000000000000000000001", "1.10", "9".repeat(1_000) + ".5");
    for (int index = 0; index < amounts.size(); index++) {
      assertThat(house.write(BIDS, bid("1", index, amounts.get(index)))).isEmpty();
    }
    assertThat(house.rows(BIDS).stream().map(row -> row.getDecimal("amount")))
        .isEqualTo(amounts.stream().map(BigDecimal::new).toList());
  }

  @Test
  void nothingIsWrittenOfNothing() throws Exception {
    assertThat(house.write(ITEMS)).isEmpty();
    assertThat(house.rows(ITEMS)).isEmpty();
  }

  @Test
  void rowsAreReadInTheOrderOfTheirKeys() throws Exception {
    List<Row> bids =
        LongStream.range(0, 2_500).mapToObj(n -> bid(n % 2 == 0 ? "é" : "z", n, "1")).toList();
    List<Row> shuffled = new ArrayList<>(bids);
    Collections.shuffle(shuffled, new Random(7));
    house.write(BIDS, shuffled.toArray(Row[]::new));
    List<Row> read = house.rows(BIDS);
    assertThat(read).hasSize(2_500).containsExactlyInAnyOrderElementsOf(bids);
    assertThat(read.subList(0, 2)).containsExactly(bids.get(1), bids.get(3));
    assertThat(read.get(1_250)).isEqualTo(bids.get(0));
    try (Stream<Row> some = PostgresTable.read(house.settings(), BIDS)) {
      assertThat(some.limit(2)).containsExactly(bids.get(1), bids.get(3));
    }
  }

  /** Whatever the order, the batches and the repeats, what stays is each key's highest version. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void growingRowsEndAtTheirHighestVersionInAnyOrder(long seed) throws Exception {
    Random random = new Random(seed);
    List<Row> all = new ArrayList<>();
    List<Row> highest = new ArrayList<>();
    for (int key = 10; key < 60; key++) {
      int versions = 1 + random.nextInt(6);
      for (int version = 1; version <= versions; version++) {
        all.add(item("item-" + key, "as of " + version, version));
      }
      highest.add(all.get(all.size() - 1));
    }
    List<Row> told = new ArrayList<>(all);
    told.addAll(all.subList(0, random.nextInt(all.size())));
    Collections.shuffle(told, random);
    try (RowWriter writer = new RowWriter(ITEMS, house.settings())) {
      for (int from = 0; from < told.size(); ) {
        int to = Math.min(told.size(), from + 1 + random.nextInt(40));
        assertThat(writer.write(told.subList(from, to))).isEmpty();
        from = to;
      }
    }
    assertThat(house.rows(ITEMS)).isEqualTo(highest);
  }

  @Test
  void ofEqualVersionsTheLaterRowStays() throws Exception {
    house.write(ITEMS, item("1", "first", 3));
    house.write(ITEMS, item("1", "second", 3), item("1", "older", 2), item("1", "third", 3));
    assertThat(house.rows(ITEMS)).containsExactly(item("1", "third", 3));
  }

  @Test
  void aRepeatIsNoChange() throws Exception {
    house.write(ITEMS, item("1", "vase", 3));
    List<String> place = house.ask("SELECT ctid, xmin FROM trial.items");
    house.write(ITEMS, item("1", "vase", 3));
    assertThat(house.ask("SELECT ctid, xmin FROM trial.items"))
        .as("the row was not written anew")
        .isEqualTo(place);
  }

  @Test
  void aDecidedBidIsNeverChangedAndTheAttemptIsRecordedOnce() throws Exception {
    house.write(BIDS, bid("1", 1, "10.00"), bid("1", 2, "20.00"));

    house.write(BIDS, bid("1", 1, "10.0"), bid("1", 2, "99.00"), bid("1", 3, "30.00"));
    house.write(BIDS, bid("1", 2, "99.00"));
    house.write(BIDS, bid("1", 2, "98.00"), bid("1", 4, "40.00"), bid("1", 4, "41.00"));

    assertThat(house.rows(BIDS).stream().map(row -> row.getDecimal("amount").intValue()))
        .containsExactly(10, 20, 30, 40);
    assertThat(
            house.ask(
                "SELECT table_name, key->>'position', stored->>'amount', refused->>'amount'"
                    + " FROM quality.divergence ORDER BY 2, 4"))
        .containsExactly(
            "trial.bids|2|20.00|98.00", "trial.bids|2|20.00|99.00", "trial.bids|4|40.00|41.00");
  }

  @Test
  void aMissingParentIsAStubUntilItsRowComes() throws Exception {
    house.write(
        BIDS,
        BIDS.row("vase", 1L, BigDecimal.ONE, "ann"),
        BIDS.row("vase", 2L, BigDecimal.TEN, null));
    assertThat(house.rows(ITEMS)).containsExactly(item("vase", null, 0));
    assertThat(house.rows(USERS)).containsExactly(user("ann", null, 0));

    house.write(USERS, user("ann", "Ann", 1));
    house.write(ITEMS, item("vase", "A vase", 1));
    house.write(BIDS, BIDS.row("vase", 3L, BigDecimal.TEN, "ann"));
    assertThat(house.rows(USERS)).containsExactly(user("ann", "Ann", 1));
    assertThat(house.rows(ITEMS)).containsExactly(item("vase", "A vase", 1));
  }

  @Test
  void aBadRowIsPutAsideAlone() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      rows.add(bid("item-" + index % 10, index, "1"));
    }
    rows.set(17, bid("item-17", 17, "-5.00"));
    rows.set(101, bid("item-101", 101, "0"));
    Row much = bid("item-150", 150, "1E+200000");
    rows.set(150, much);

    List<DeadRow> dead = house.write(BIDS, rows.toArray(Row[]::new));

    assertThat(dead)
        .extracting(DeadRow::table, DeadRow::sqlState)
        .containsExactlyInAnyOrder(
            tuple("trial.bids", "23514"),
            tuple("trial.bids", "23514"),
            tuple("trial.bids", "22003"));
    assertThat(dead)
        .anySatisfy(
            row -> {
              assertThat(row.row())
                  .isEqualTo(
                      "{\"item_id\":\"item-17\",\"position\":17,\"amount\":-5.00,"
                          + "\"bidder_id\":null}");
              assertThat(row.reason()).contains("bids_amount_check");
            });
    assertThat(house.rows(BIDS)).hasSize(197);
    assertThat(house.ask("SELECT DISTINCT table_name, sqlstate FROM quality.rejected_rows"))
        .containsExactlyInAnyOrder("trial.bids|23514", "trial.bids|22003");

    house.write(BIDS, rows.toArray(Row[]::new));
    assertThat(house.ask("SELECT count(*) FROM quality.rejected_rows"))
        .as("recorded once")
        .containsExactly("3");
  }

  @Test
  void textsThatPostgresDoesNotHaveArePutAside() throws Exception {
    List<DeadRow> dead =
        house.write(
            ITEMS, item("1", "nul \0", 1), item("2", "half \ud83c pot", 1), item("3", "🏺", 1));
    assertThat(dead)
        .containsExactly(
            new DeadRow(
                "trial.items",
                json("1", "\"nul \\u0000\""),
                "column title holds a NUL character",
                "22021"),
            new DeadRow(
                "trial.items",
                json("2", "\"half \\uD83C pot\""),
                "column title holds half a surrogate pair",
                "22021"));
    assertThat(house.rows(ITEMS)).containsExactly(item("3", "🏺", 1));
    assertThat(house.ask("SELECT count(*) FROM quality.rejected_rows")).containsExactly("2");
  }

  private static String json(String id, String title) {
    return "{\"item_id\":\""
        + id
        + "\",\"title\":"
        + title
        + ",\"seller_id\":null,\"price\":null,\"closes_at\":null,\"day\":null,\"sold\":null,"
        + "\"bids\":null,\"item_seq\":1}";
  }

  @Test
  void whereTheHighestVersionIsBadTheOneBelowItIsWritten() throws Exception {
    Row bad = ITEMS.row("1", "bad", null, new BigDecimal("-1"), null, null, null, null, 9L);
    List<DeadRow> dead =
        house.write(ITEMS, item("1", "older", 7), bad, item("1", "newer", 8), item("2", "", 1));
    assertThat(dead).hasSize(1);
    assertThat(house.rows(ITEMS)).containsExactly(item("1", "newer", 8), item("2", "", 1));
  }

  @Test
  void aMissingTableIsNoBadRow() throws Exception {
    Table missing = Table.growing("trial", "unheard_of", USERS.columns(), "version", "user_id");
    assertThatExceptionOfType(PostgresFailure.class)
        .isThrownBy(() -> house.write(missing, missing.row("1", null, 1L)))
        .withMessageContaining("unheard_of")
        .withMessageContaining("42P01");
    assertThat(house.ask("SELECT count(*) FROM quality.rejected_rows")).containsExactly("0");
  }

  @Test
  void aParentThatTakesNoStubIsNoBadRow() throws Exception {
    house.change("CREATE TABLE trial.sales (sale_id text PRIMARY KEY, version bigint NOT NULL)");
    Table sales =
        Table.growing(
            "trial",
            "sales",
            Schema.builder().addStringField("sale_id").addInt64Field("version").build(),
            "version",
            "sale_id");
    Table bids = Table.fixed("trial", "bids", BIDS.columns(), "item_id", "position");
    bids.withParent("item_id", sales);
    try (RowWriter writer = new RowWriter(bids, house.settings())) {
      assertThatExceptionOfType(PostgresFailure.class)
          .isThrownBy(() -> writer.write(List.of(bid("1", 1, "1"))))
          .withMessageContaining("trial.sales takes no stub, a default is missing");
    }
    assertThat(house.ask("SELECT count(*) FROM quality.rejected_rows")).containsExactly("0");
  }

  @Test
  void aWrongPasswordIsNotWaitedFor() {
    PostgresSettings nobody =
        PostgresSettings.of(house.server().jdbcUrl().replace("user=bidlock", "user=nobody"));
    try (RowWriter writer = new RowWriter(ITEMS, nobody)) {
      assertThatExceptionOfType(PostgresFailure.class)
          .isThrownBy(() -> writer.write(List.of(item("1", "", 1))))
          .withMessageContaining("nobody");
    }
  }

  @Test
  void patienceHasAnEnd() throws Exception {
    PostgresSettings nowhere =
        PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/bidlock?user=me&password=secret")
            .withPatienceMillis(0);
    try (RowWriter writer = new RowWriter(ITEMS, nowhere)) {
      assertThatExceptionOfType(PostgresUnavailable.class)
          .isThrownBy(() -> writer.write(List.of(item("1", "", 1))))
          .withMessageContaining("jdbc:postgresql://127.0.0.1:1/bidlock did not take rows")
          .withMessageNotContaining("secret");
    }
  }

  @Test
  void rowsWaitForAPostgresThatIsAway() throws Exception {
    try (RowWriter writer = new RowWriter(ITEMS, house.settings())) {
      writer.write(List.of(item("1", "before", 1)));
      house.server().kill();
      CompletableFuture<List<DeadRow>> written = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> complete(written, writer, item("1", "after", 2), item("2", "", 1)));
      thread.start();
      Awaitility.await("the first pause").atMost(SOON).until(() -> inPause(thread));

      house.server().restart();

      assertThat(written.get()).isEmpty();
      assertThat(house.rows(ITEMS)).containsExactly(item("1", "after", 2), item("2", "", 1));
    }
  }

  private static boolean inPause(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(frame -> frame.getMethodName().startsWith("sleep"));
  }

  private static void complete(
      CompletableFuture<List<DeadRow>> written, RowWriter writer, Row... rows) {
    try {
      written.complete(writer.write(List.of(rows)));
    } catch (Exception e) {
      written.completeExceptionally(e);
    }
  }

  @Test
  void nothingIsLostWhenPostgresIsKilledAgainAndAgain() throws Exception {
    int batches = 60;
    int size = 200;
    CyclicBarrier everyTwentieth = new CyclicBarrier(2);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try (RowWriter writer = new RowWriter(BIDS, house.settings())) {
                for (int batch = 0; batch < batches; batch++) {
                  if (batch % 20 == 10) {
                    everyTwentieth.await();
                  }
                  int first = batch * size;
                  writer.write(
                      IntStream.range(first, first + size)
                          .mapToObj(n -> bid("item-" + n % 7, n, "1.50"))
                          .toList());
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    for (int kill = 0; kill < batches / 20; kill++) {
      everyTwentieth.await();
      house.server().kill();
      house.server().restart();
    }
    writing.get();
    assertThat(house.ask("SELECT count(*), count(DISTINCT position) FROM trial.bids"))
        .containsExactly(batches * size + "|" + batches * size);
    assertThat(house.ask("SELECT count(*) FROM quality.divergence")).containsExactly("0");
  }

  @Test
  void writersOfTheSameKeysInOppositeOrdersDoNotHinderEachOther() throws Exception {
    List<Row> ascending =
        IntStream.range(0, 400)
            .mapToObj(n -> BIDS.row("item-" + n, 1L, BigDecimal.ONE, "user-" + (400 - n)))
            .toList();
    List<Row> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    List<Row> items =
        IntStream.range(0, 400)
            .mapToObj(
                n -> ITEMS.row("item-" + n, "", "user-" + n, null, null, null, null, null, 1L))
            .toList();
    for (int round = 0; round < 5; round++) {
      house.empty();
      CyclicBarrier together = new CyclicBarrier(3);
      CompletableFuture.allOf(
              write(BIDS, ascending, together),
              write(BIDS, descending, together),
              write(ITEMS, items, together))
          .get();
      assertThat(house.rows(BIDS)).hasSize(400);
      assertThat(house.rows(ITEMS)).hasSize(400).allMatch(row -> row.getInt64("item_seq") == 1);
    }
    assertThat(house.ask("SELECT count(*) FROM quality.divergence")).containsExactly("0");
  }

  private static CompletableFuture<Void> write(
      Table table, List<Row> rows, CyclicBarrier together) {
    return CompletableFuture.runAsync(
        () -> {
          try (RowWriter writer = new RowWriter(table, house.settings())) {
            together.await();
            for (int from = 0; from < rows.size(); from += 100) {
              assertThat(writer.write(rows.subList(from, from + 100))).isEmpty();
            }
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aDeadlockIsOnlyARepeat() throws Exception {
    house.write(USERS, user("a", "", 1), user("b", "", 1));
    // The writer is the one that looks for a deadlock, once it has waited for so long.
    PostgresSettings victim =
        PostgresSettings.of(house.server().jdbcUrl() + "&options=-c%20deadlock_timeout=5s");
    try (Connection other = house.connect();
        Statement statement = other.createStatement();
        RowWriter writer = new RowWriter(USERS, victim)) {
      statement.execute("SET deadlock_timeout = '10min'");
      other.setAutoCommit(false);
      statement.execute("UPDATE trial.users SET name = 'other' WHERE user_id = 'b'");
      CompletableFuture<List<DeadRow>> written = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> complete(written, writer, user("a", "new", 2), user("b", "new", 2)));
      thread.start();
      Awaitility.await("the writer waits for b")
          .atMost(SOON)
          .until(
              () -> house.ask("SELECT 1 FROM pg_locks WHERE NOT granted"),
              waits -> !waits.isEmpty());

      statement.execute("UPDATE trial.users SET name = 'other' WHERE user_id = 'a'");
      other.commit();

      assertThat(written.get()).isEmpty();
    }
    assertThat(house.rows(USERS)).containsExactly(user("a", "new", 2), user("b", "new", 2));
    assertThat(house.ask("SELECT deadlocks > 0 FROM pg_stat_database WHERE datname = 'bidlock'"))
        .containsExactly("t");
  }

  @Test
  void aTableMayHaveNothingButItsKey() throws Exception {
    house.change(
        "CREATE TABLE trial.watched (item_id text, user_id text, PRIMARY KEY (item_id, user_id))");
    Table watched =
        Table.fixed(
            "trial",
            "watched",
            Schema.builder().addStringField("item_id").addStringField("user_id").build(),
            "item_id",
            "user_id");
    house.write(watched, watched.row("1", "ann"), watched.row("1", "ann"), watched.row("1", "bob"));
    assertThat(house.rows(watched))
        .containsExactly(watched.row("1", "ann"), watched.row("1", "bob"));
  }

  @Test
  void whoIsConnectedCanBeSeen() throws Exception {
    try (RowWriter writer = new RowWriter(ITEMS, house.settings())) {
      writer.write(List.of(item("1", "", 1)));
      writer.write(List.of(item("2", "", 1)));
      assertThat(
              house.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bidlock'"))
          .as("one connection a writer")
          .containsExactly("1");
    }
  }
}
