package io.bidlock.launcher.query;

import io.bidlock.launcher.query.Answer.Column;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.FailureMessage;
import io.bidlock.launcher.terminal.UsageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The medallion's files as a database in memory: a view for each table that is found, and nothing
 * that can be written.
 */
final class Warehouse implements AutoCloseable {
  private static final Set<Integer> NUMERIC =
      Set.of(
          Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.FLOAT,
          Types.DOUBLE,
          Types.REAL);

  /** What DuckDB says of a question that cannot be asked, not of one that failed. */
  private static final Pattern QUESTION_AT_FAULT =
      Pattern.compile("(?s)(Parser|Catalog|Binder|Syntax|Not implemented) Error: .*");

  private static final String TOPIC_FOLDER = "topic=";
  private static final String OUR_TOPICS = "auction.";

  private final Connection duckdb;

  private Warehouse(Connection duckdb) {
    this.duckdb = duckdb;
  }

  /**
   * Looks for tables.
   *
   * @param bronze a folder a topic; need not be there, and neither need the others
   * @param silver a folder a table
   * @param gold a folder a table
   * @throws CommandFailure when files that are there cannot be read
   */
  static Warehouse open(Path bronze, Path silver, Path gold) {
    try {
      Properties settings = new Properties();
      // Rows come as they are asked for, however many there are.
      settings.setProperty("jdbc_stream_results", "true");
      Warehouse warehouse = new Warehouse(DriverManager.getConnection("jdbc:duckdb:", settings));
      try {
        warehouse.setUp();
        warehouse.addTables("gold", gold);
        warehouse.addTables("silver", silver);
        warehouse.addTables("quality", silver.resolve("quality"));
        warehouse.addTopics(bronze);
        return warehouse;
      } catch (IOException | SQLException | RuntimeException e) {
        warehouse.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    } catch (SQLException e) {
      throw new CommandFailure("What is there cannot be read: " + e.getMessage(), e);
    }
  }

  private void setUp() throws SQLException {
    Path spill = Path.of(System.getProperty("java.io.tmpdir"), "bidlock-sql-" + pid());
    for (String setting :
        List.of(
            "memory_limit = '1GB'",
            "temp_directory = " + Quoted.text(spill.toString()),
            "max_temp_directory_size = '20GB'",
            "TimeZone = 'UTC'",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "lock_configuration = true")) {
      execute("SET " + setting);
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private void addTables(String schema, Path directory) throws IOException, SQLException {
    for (Path folder : folders(directory)) {
      if (holdsParquet(folder) && !isSchema(folder)) {
        // The folder a day tells nothing that the rows do not.
        addView(
            schema,
            folder.getFileName().toString(),
            "SELECT * FROM read_parquet(%s, hive_partitioning = false, union_by_name = true)"
                .formatted(Quoted.text(folder + "/**/*.parquet")));
      }
    }
  }

  /** Results of quality checks lie beside silver's tables. */
  private static boolean isSchema(Path folder) {
    return folder.getFileName().toString().equals("quality");
  }

  private void addTopics(Path bronze) throws IOException, SQLException {
    for (Path folder : folders(bronze)) {
      String name = folder.getFileName().toString();
      if (name.startsWith(TOPIC_FOLDER)) {
        String query = BronzeView.query(folder);
        if (!query.isEmpty()) {
          addView("bronze", viewOf(name.substring(TOPIC_FOLDER.length())), query);
        }
      }
    }
  }

  /** {@code auction.dead-letters} is {@code bronze.dead_letters}. */
  private static String viewOf(String topic) {
    String own = topic.startsWith(OUR_TOPICS) ? topic.substring(OUR_TOPICS.length()) : topic;
    return own.replace('.', '_').replace('-', '_');
  }

  private static List<Path> folders(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(directory)) {
      return inside.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static boolean holdsParquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  private void addView(String schema, String name, String query) throws SQLException {
    execute("CREATE SCHEMA IF NOT EXISTS " + schema);
    execute("CREATE VIEW %s.%s AS %s".formatted(schema, Quoted.name(name), query));
  }

  private void execute(String statement) throws SQLException {
    try (Statement one = duckdb.createStatement()) {
      one.execute(statement);
    }
  }

  /** The views, as {@code gold.daily_revenue}, each with its columns and their types. */
  Map<String, Map<String, String>> views() {
    Map<String, Map<String, String>> views = new LinkedHashMap<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT schema_name || '.' || table_name, column_name, data_type
                FROM duckdb_columns() WHERE NOT internal
                ORDER BY array_position(['gold', 'silver', 'quality', 'bronze'], schema_name),
                  table_name, column_index
                """)) {
      while (rows.next()) {
        views
            .computeIfAbsent(rows.getString(1), view -> new LinkedHashMap<>())
            .put(rows.getString(2), rows.getString(3));
      }
    } catch (SQLException e) {
      throw new CommandFailure("The views cannot be listed: " + e.getMessage(), e);
    }
    return views;
  }

  /**
   * Asks.
   *
   * @param question one SELECT
   * @throws UsageFailure when it is none, or names what is not there
   * @throws CommandFailure when it cannot be answered
   */
  void ask(String question, Answer answer) throws IOException {
    try {
      requireOneSelect(question);
      try (PreparedStatement statement = duckdb.prepareStatement(question);
          ResultSet rows = statement.executeQuery()) {
        tell(rows, answer);
      }
    } catch (SQLException e) {
      String reason = reason(question, e);
      if (reason.startsWith("Missing Extension Error")) {
        throw new UsageFailure(
            "that takes an extension of DuckDB, which would be downloaded; this downloads nothing");
      }
      if (QUESTION_AT_FAULT.matcher(reason).matches()) {
        throw new UsageFailure(reason);
      }
      throw new CommandFailure(reason, e);
    }
  }

  /** Of an answer that fails as it is fetched, DuckDB says why only where no rows are asked for. */
  private String reason(String question, SQLException failure) {
    if (!failure.getMessage().contains("Invalid result set")) {
      return failure.getMessage();
    }
    try {
      execute("EXPLAIN ANALYZE " + question);
      return failure.getMessage();
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  /** DuckDB writes files too; only a SELECT can be told as JSON, which is how to recognise one. */
  private void requireOneSelect(String question) throws SQLException {
    if (question.isBlank()) {
      throw new UsageFailure("the question is empty; without any this tells what there is to ask");
    }
    try (PreparedStatement parse =
        duckdb.prepareStatement(
            """
            SELECT tree->>'error_type', coalesce(json_array_length(tree, '$.statements'), 0)
            FROM (SELECT json_serialize_sql(?::VARCHAR) AS tree)
            """)) {
      parse.setString(1, question);
      try (ResultSet rows = parse.executeQuery()) {
        rows.next();
        boolean other = "not implemented".equals(rows.getString(1));
        if (other || rows.getInt(2) > 1) {
          throw new UsageFailure(
              "ask one question, a SELECT (or FROM, WITH, VALUES, DESCRIBE, SUMMARIZE, SHOW);"
                  + " nothing is written here");
        }
      }
    }
  }

  private static void tell(ResultSet rows, Answer answer) throws SQLException, IOException {
    ResultSetMetaData about = rows.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int place = 1; place <= about.getColumnCount(); place++) {
      columns.add(
          new Column(about.getColumnLabel(place), NUMERIC.contains(about.getColumnType(place))));
    }
    answer.columns(columns);
    boolean wanted = true;
    while (wanted && rows.next()) {
      List<Object> values = new ArrayList<>(columns.size());
      for (int place = 1; place <= columns.size(); place++) {
        values.add(rows.getObject(place));
      }
      wanted = answer.row(values);
    }
    answer.end();
  }

  @Override
  public void close() {
    try {
      duckdb.close();
    } catch (SQLException e) {
      throw new CommandFailure("DuckDB did not end well: " + e.getMessage(), e);
    }
  }
}
