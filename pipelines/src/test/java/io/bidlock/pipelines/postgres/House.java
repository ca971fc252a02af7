package io.bidlock.pipelines.postgres;

import io.bidlock.pipelines.table.Table;
import io.bidlock.servers.PostgresServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;

/** A database with a table of each kind. */
final class House implements AutoCloseable {
  static final Table USERS =
      Table.growing(
          "trial",
          "users",
          Schema.builder()
              .addStringField("user_id")
              .addNullableStringField("name")
              .addInt64Field("version")
              .build(),
          "version",
          "user_id");

  static final Table ITEMS =
      Table.growing(
              "trial",
              "items",
              Schema.builder()
                  .addStringField("item_id")
                  .addNullableField("title", Schema.FieldType.STRING)
                  .addNullableField("seller_id", Schema.FieldType.STRING)
                  .addNullableField("price", Schema.FieldType.DECIMAL)
                  .addNullableField("closes_at", Schema.FieldType.DATETIME)
                  .addNullableField("day", Schema.FieldType.logicalType(SqlTypes.DATE))
                  .addNullableField("sold", Schema.FieldType.BOOLEAN)
                  .addNullableField("bids", Schema.FieldType.INT32)
                  .addInt64Field("item_seq")
                  .build(),
              "item_seq",
              "item_id")
          .withParent("seller_id", USERS);

  /** Users are the items' parents too, and so made before them. */
  static final Table BIDS =
      Table.fixed(
              "trial",
              "bids",
              Schema.builder()
                  .addStringField("item_id")
                  .addInt64Field("position")
                  .addDecimalField("amount")
                  .addNullableField("bidder_id", Schema.FieldType.STRING)
                  .build(),
              "item_id",
              "position")
          .withParent("item_id", ITEMS)
          .withParent("bidder_id", USERS);

  private static final String SCHEMA =
      """
      CREATE SCHEMA trial;
      CREATE TABLE trial.users (
        user_id text PRIMARY KEY,
        name text,
        version bigint NOT NULL DEFAULT 0);
      CREATE TABLE trial.items (
        item_id text PRIMARY KEY,
        title text,
        seller_id text REFERENCES trial.users,
        price numeric CHECK (price > 0),
        closes_at timestamptz,
        day date,
        sold boolean,
        bids integer,
        item_seq bigint NOT NULL DEFAULT 0,
        first_seen_at timestamptz NOT NULL DEFAULT now());
      CREATE TABLE trial.bids (
        item_id text REFERENCES trial.items,
        position bigint,
        amount numeric CHECK (amount > 0),
        bidder_id text REFERENCES trial.users,
        PRIMARY KEY (item_id, position));
      """;

  private final PostgresServer server;

  private House(PostgresServer server) {
    this.server = server;
  }

  static House open(Path directory) throws SQLException {
    House house = new House(PostgresServer.start(PostgresServer.Options.in(directory)));
    Migrations.apply(house.settings());
    house.change(SCHEMA);
    return house;
  }

  PostgresServer server() {
    return server;
  }

  PostgresSettings settings() {
    return PostgresSettings.of(server.jdbcUrl());
  }

  /** Another database beside, with nothing in it. */
  PostgresSettings emptyDatabase(String name) throws SQLException {
    change("CREATE DATABASE " + name);
    return PostgresSettings.of(server.jdbcUrl().replace("/bidlock?", "/" + name + "?"));
  }

  void empty() throws SQLException {
    change(
        "TRUNCATE trial.users, trial.items, trial.bids, quality.divergence,"
            + " quality.rejected_rows");
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl());
  }

  void change(String statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** Each row as its columns, with a stroke between them. */
  List<String> ask(String question) throws SQLException {
    List<String> answer = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          columns.add(rows.getString(column));
        }
        answer.add(String.join("|", columns));
      }
    }
    return answer;
  }

  /** All rows of a table, in the order of their keys. */
  List<Row> rows(Table table) {
    try (Stream<Row> rows = PostgresTable.read(settings(), table)) {
      return rows.toList();
    }
  }

  /** Writes as one batch, and returns what was put aside. */
  List<DeadRow> write(Table table, Row... rows) throws InterruptedException {
    try (RowWriter writer = new RowWriter(table, settings())) {
      return writer.write(List.of(rows));
    }
  }

  static Row user(String id, String name, long version) {
    return USERS.row(id, name, version);
  }

  static Row item(String id, String title, long itemSeq) {
    return ITEMS.row(id, title, null, null, null, null, null, null, itemSeq);
  }

  static Row bid(String itemId, long position, String amount) {
    return BIDS.row(itemId, position, new BigDecimal(amount), null);
  }

  @Override
  public void close() {
    server.close();
  }
}
