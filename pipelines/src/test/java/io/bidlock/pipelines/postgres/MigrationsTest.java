package io.bidlock.pipelines.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema is made once, by whoever comes first. */
class MigrationsTest {
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

  @Test
  void whatIsThereIsNotMadeAgain() {
    assertThat(Migrations.apply(house.settings())).isZero();
  }

  @Test
  void jobsThatStartAtOnceMakeItOnce() throws Exception {
    PostgresSettings fresh = house.emptyDatabase("at_once");
    CyclicBarrier together = new CyclicBarrier(4);
    List<CompletableFuture<Integer>> jobs =
        IntStream.range(0, 4)
            .mapToObj(
                job ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          await(together);
                          return Migrations.apply(fresh);
                        },
                        command -> new Thread(command).start()))
            .toList();
    CompletableFuture.allOf(jobs.toArray(CompletableFuture<?>[]::new)).get();
    List<Integer> applied = jobs.stream().map(CompletableFuture::join).sorted().toList();
    assertThat(applied.subList(0, 3)).containsOnly(0);
    assertThat(applied.get(3)).isPositive();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aDatabaseOfANewerBidLockIsLeftAlone() throws Exception {
    PostgresSettings newer = house.emptyDatabase("newer");
    Migrations.apply(newer);
    change(
        newer,
        "INSERT INTO bidlock.flyway_schema_history SELECT 999, '999', 'from the future', 'SQL',"
            + " 'V999__from_the_future.sql', 1, 'me', now(), 1, true");
    assertThatExceptionOfType(PostgresFailure.class)
        .isThrownBy(() -> Migrations.apply(newer))
        .withMessageContaining("/newer is at version 999 of the schema")
        .withMessageContaining("run a newer BidLock");
  }

  @Test
  void aMigrationThatWasChangedAfterwardsIsNotPassedOver() throws Exception {
    PostgresSettings changed = house.emptyDatabase("changed");
    Migrations.apply(changed);
    change(changed, "UPDATE bidlock.flyway_schema_history SET checksum = 1 WHERE version = '1'");
    assertThatExceptionOfType(PostgresFailure.class)
        .isThrownBy(() -> Migrations.apply(changed))
        .withMessageContaining("/changed cannot be migrated")
        .withMessageContaining("checksum mismatch");
  }

  @Test
  void aDatabaseThatSomebodyElseUsesTooIsNoTrouble() throws Exception {
    PostgresSettings shared = house.emptyDatabase("shared");
    change(shared, "CREATE TABLE public.somebody_elses (id text)");
    assertThat(Migrations.apply(shared)).isPositive();
  }

  @Test
  void theyCanBeAppliedByHand() throws Exception {
    PostgresSettings byHand = house.emptyDatabase("by_hand");
    Migrations.main("--postgresUrl=" + byHand.address(), "--postgresUser=bidlock");
    assertThat(Migrations.apply(byHand)).isZero();
  }

  @Test
  void aDatabaseThatIsAwayIsSaidToBeAway() {
    assertThatExceptionOfType(PostgresUnavailable.class)
        .isThrownBy(
            () -> Migrations.apply(PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/bidlock")))
        .withMessageContaining("jdbc:postgresql://127.0.0.1:1/bidlock does not answer");
    assertThatExceptionOfType(PostgresFailure.class)
        .isThrownBy(
            () ->
                Migrations.apply(
                    PostgresSettings.of(
                        house.server().jdbcUrl().replace("/bidlock?", "/nothing?"))))
        .withMessageContaining("database \"nothing\" does not exist");
  }

  private static void change(PostgresSettings database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
