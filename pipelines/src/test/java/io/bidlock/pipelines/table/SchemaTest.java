package io.bidlock.pipelines.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.postgres.Migrations;
import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.quality.QualityResults;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the code calls a table is what {@code sql/} makes. */
class SchemaTest {
  private static final String COLUMNS =
      """
      SELECT column_name || ' ' || data_type
      FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ?
      ORDER BY ordinal_position
      """;

  private static final String NOT_NULL =
      """
      SELECT column_name
      FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ? AND is_nullable = 'NO' AND column_default IS NULL
      ORDER BY ordinal_position
      """;

  private static final String KEY =
      """
      SELECT key.column_name
      FROM information_schema.table_constraints AS one
      JOIN information_schema.key_column_usage AS key USING (constraint_schema, constraint_name)
      WHERE one.table_schema = ? AND one.table_name = ? AND one.constraint_type = 'PRIMARY KEY'
      ORDER BY key.ordinal_position
      """;

  private static final String COMMENT =
      """
      SELECT obj_description((? || '.' || ?)::regclass)
      """;

  @TempDir static Path directory;
  private static PostgresServer postgres;

  @BeforeAll
  static void migrate() {
    postgres = PostgresServer.start(PostgresServer.Options.in(directory));
    Migrations.apply(PostgresSettings.of(postgres.jdbcUrl()));
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  static Stream<Table> tables() {
    return Stream.of(Silver.tables(), Gold.tables(), List.of(QualityResults.TABLE))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void itsColumnsAndKeyAreThoseOfTheMigrations(Table table) throws SQLException {
    assertThat(ask(COLUMNS, table))
        .isEqualTo(
            table.columns().getFields().stream()
                .map(column -> column.getName() + " " + type(column))
                .toList());
    assertThat(ask(KEY, table)).isEqualTo(table.key());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void whatTheDatabaseRequiresIsAlwaysThere(Table table) throws SQLException {
    assertThat(
            table.columns().getFields().stream()
                .filter(column -> !column.getType().getNullable())
                .map(Field::getName))
        .containsAll(ask(NOT_NULL, table));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void itsMeaningStandsBesideIt(Table table) throws SQLException {
    assertThat(ask(COMMENT, table).get(0)).isNotBlank();
  }

  private static String type(Field column) {
    return switch (column.getType().getTypeName()) {
      case STRING -> "text";
      case INT32 -> "integer";
      case INT64 -> "bigint";
      case BOOLEAN -> "boolean";
      case DECIMAL -> "numeric";
      case DATETIME -> "timestamp with time zone";
      case LOGICAL_TYPE -> "date";
      default -> throw new IllegalArgumentException("a column of " + column);
    };
  }

  private static List<String> ask(String question, Table table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, table.layer());
      statement.setString(2, table.name());
      List<String> answer = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          answer.add(rows.getString(1));
        }
      }
      return answer;
    }
  }
}
