package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir Path directory;

  @Test
  void itIsAPostgresSeventeenThatWritesBeforeItAnswers() throws SQLException {
    try (PostgresServer postgres = PostgresServer.start(options());
        Connection client = connect(postgres)) {
      assertThat(postgres.jdbcUrl())
          .isEqualTo("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/bidlock?user=bidlock");
      assertThat(ask(client, "SHOW server_version").get(0)).startsWith("17.");
      assertThat(ask(client, "SELECT current_database()")).containsExactly("bidlock");
      assertThat(ask(client, "SHOW fsync")).containsExactly("on");
      assertThat(ask(client, "SHOW full_page_writes")).containsExactly("on");
      assertThat(ask(client, "SHOW synchronous_commit")).containsExactly("on");
      assertThat(ask(client, "SHOW data_checksums")).containsExactly("on");
      assertThat(ask(client, "SHOW listen_addresses")).containsExactly("127.0.0.1");
      assertThat(ask(client, "SHOW server_encoding")).containsExactly("UTF8");
      assertThat(ask(client, "SELECT x FROM unnest(ARRAY['é','Z','a','𝄞','z']) x ORDER BY x"))
          .as("by code point")
          .containsExactly("Z", "a", "z", "é", "𝄞");
      assertThat(ask(client, "SELECT upper('é')")).containsExactly("É");
    }
  }

  @Test
  void whatIsCommittedIsThereAfterAStopAndAfterAKill() throws SQLException {
    try (PostgresServer postgres = PostgresServer.start(options())) {
      int port = postgres.port();
      change(postgres, "CREATE TABLE bids (id text)", "INSERT INTO bids VALUES ('first')");

      postgres.stop();
      assertThat(postgres.process().isAlive()).isFalse();
      assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);
      postgres.restart();
      assertThat(postgres.port()).isEqualTo(port);
      change(postgres, "INSERT INTO bids VALUES ('second')");

      try (Connection idle = connect(postgres)) {
        postgres.kill();
        assertThat(postgres.process().isAlive()).isFalse();
        assertThat(directory.resolve("data/postmaster.pid")).as("left behind").exists();
        assertThatThrownBy(() -> ask(idle, "SELECT 1")).isInstanceOf(SQLException.class);
      }
      postgres.restart();

      try (Connection client = connect(postgres)) {
        assertThat(ask(client, "SELECT id FROM bids ORDER BY id"))
            .containsExactly("first", "second");
      }
    }
  }

  @Test
  void aProcessThatGotTheNumberOfAKilledPostgresIsNotTakenForIt() throws Exception {
    try (PostgresServer postgres = PostgresServer.start(options())) {
      postgres.kill();
      Path pidFile = directory.resolve("data/postmaster.pid");
      List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
      lines.set(0, Long.toString(ProcessHandle.current().pid()));
      Files.write(pidFile, lines);

      postgres.restart();

      try (Connection client = connect(postgres)) {
        assertThat(ask(client, "SELECT 1")).containsExactly("1");
      }
    }
  }

  @Test
  void aDirectoryThatWasLeftHalfMadeIsMadeAnew() throws Exception {
    Files.createDirectories(directory.resolve("data.partial/base"));
    Files.createDirectories(directory.resolve("program-partial/bin"));
    Files.writeString(directory.resolve("program-partial/bin/postgres"), "half of it");
    try (PostgresServer postgres = PostgresServer.start(options());
        Connection client = connect(postgres)) {
      assertThat(ask(client, "SELECT 1")).containsExactly("1");
      assertThat(directory.resolve("data.partial")).doesNotExist();
      assertThat(directory.resolve("program-partial")).doesNotExist();
    }
  }

  @Test
  void aTakenPortIsNamed() {
    try (PostgresServer postgres = PostgresServer.start(options())) {
      PostgresServer.Options same =
          PostgresServer.Options.in(directory.resolve("second")).withPort(postgres.port());
      assertThatIllegalStateException()
          .isThrownBy(() -> PostgresServer.start(same))
          .withMessageContaining("Port " + postgres.port() + " is taken")
          .withMessageContaining("--postgres-port");
    }
  }

  @Test
  void dataOfAnotherVersionAreLeftAlone() throws IOException {
    Path version = directory.resolve("data/PG_VERSION");
    Files.createDirectories(version.getParent());
    Files.writeString(version, "16\n");
    assertThatIllegalStateException()
        .isThrownBy(() -> PostgresServer.start(options()))
        .withMessageContaining("holds data of PostgreSQL 16")
        .withMessageContaining(directory.toString());
    assertThat(version).hasContent("16");
  }

  @Test
  void whatIsNoDataOfPostgresIsLeftAlone() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data/diary.txt"), "dear diary");
    assertThatIllegalStateException()
        .isThrownBy(() -> PostgresServer.start(options()))
        .withMessageContaining("is not the data of a PostgreSQL");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatIllegalStateException()
        .isThrownBy(() -> PostgresServer.start(PostgresServer.Options.in(file.resolve("below"))))
        .withMessageContaining(file.resolve("below") + " cannot be PostgreSQL's directory");
  }

  @Test
  void dataThatCannotBeReadAreReportedAsPostgresPutsIt() throws IOException {
    try (PostgresServer postgres = PostgresServer.start(options())) {
      postgres.stop();
      Files.writeString(directory.resolve("data/postgresql.conf"), "no_such_setting = 1\n");
      assertThatExceptionOfType(ChildProcessException.class)
          .isThrownBy(postgres::restart)
          .withMessageContaining("The PostgreSQL server ended with status 1 before it was ready")
          .withMessageContaining("no_such_setting");
    }
  }

  @Test
  void programsAreFoundForLinuxAndMac() {
    assertThat(PostgresExecutable.resourceName("Linux", "amd64"))
        .isEqualTo("postgres-linux-x86_64.txz");
    for (String system : List.of("Linux", "Mac OS X")) {
      for (String processor : List.of("amd64", "aarch64")) {
        assertThat(
                PostgresExecutable.class.getResource(
                    "/" + PostgresExecutable.resourceName(system, processor)))
            .as(system + " on " + processor)
            .isNotNull();
      }
    }
  }

  @Test
  void rootBecomesNobodyAndNobodyElseBecomesAnything() {
    assertThat(PostgresUser.candidates(1000)).containsExactly(new PostgresUser(List.of(), 1000));
    assertThat(PostgresUser.candidates(0))
        .hasSize(2)
        .allSatisfy(user -> assertThat(user.commandPrefix()).isNotEmpty());
  }

  private PostgresServer.Options options() {
    return PostgresServer.Options.in(directory).withStartTimeout(Duration.ofMinutes(2));
  }

  private static Connection connect(PostgresServer postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl());
  }

  private static void change(PostgresServer postgres, String... statements) throws SQLException {
    try (Connection client = connect(postgres);
        Statement statement = client.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> ask(Connection client, String question) throws SQLException {
    List<String> answer = new ArrayList<>();
    try (Statement statement = client.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        answer.add(rows.getString(1));
      }
    }
    return answer;
  }
}
