package io.bidlock.pipelines.postgres;

import io.bidlock.pipelines.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows of one table, whole batches at a time, until they are written. Not thread-safe.
 *
 * <p>Several of them may write the same keys: rows, and before them the stubs of their parents, are
 * taken in the same order by all, and where two get into each other's way all the same, one of them
 * does its batch again.
 */
final class RowWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);
  private static final int TOLD_AT_ONCE = 5;
  private static final String NOT_NULL_VIOLATION = "23502";
  private static final String RECORD_REJECTED =
      "INSERT INTO quality.rejected_rows (table_name, row_json, reason, sqlstate)"
          + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";

  private final Counter settled = Metrics.counter(WriteRows.class, "rows-settled");
  private final Counter changed = Metrics.counter(WriteRows.class, "rows-changed");
  private final Counter rejected = Metrics.counter(WriteRows.class, "rows-rejected");
  private final Counter divergences = Metrics.counter(WriteRows.class, "divergences");
  private final Table table;
  private final TableSql sql;
  private final List<ParentColumn> parents;
  private final Comparator<Row> byKey;
  private final Optional<Comparator<Row>> byVersion;
  private final PostgresSession session;

  /**
   * What became of a batch.
   *
   * @param changed how many rows are new or replaced another
   * @param divergent the keys under which another row stands, where that was not recorded before
   */
  private record Written(int changed, List<String> divergent) {}

  /** A column that names rows of another table. */
  private record ParentColumn(int index, Table parent) {}

  RowWriter(Table table, PostgresSettings settings) {
    this.table = table;
    this.sql = new TableSql(table);
    this.parents = parents(table);
    this.byKey = table.key().stream().map(this::by).reduce(Comparator::thenComparing).orElseThrow();
    this.byVersion = table.version().map(this::by);
    this.session = new PostgresSession(settings);
  }

  /** Those that have parents themselves come after these, in every writer. */
  private static List<ParentColumn> parents(Table table) {
    return table.parents().entrySet().stream()
        .map(entry -> new ParentColumn(table.columns().indexOf(entry.getKey()), entry.getValue()))
        .sorted(
            Comparator.comparing((ParentColumn column) -> generation(column.parent(), 0))
                .thenComparing(column -> column.parent().toString())
                .thenComparing(ParentColumn::index))
        .toList();
  }

  private static int generation(Table table, int below) {
    // A table may name rows of its own.
    if (below > 10) {
      return below;
    }
    return table.parents().values().stream()
        .filter(parent -> parent != table)
        .mapToInt(parent -> generation(parent, below + 1))
        .max()
        .orElse(below);
  }

  @SuppressWarnings("unchecked")
  private Comparator<Row> by(String column) {
    int index = table.columns().indexOf(column);
    return Comparator.comparing(
        row -> (Comparable<Object>) row.getValue(index),
        Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  /**
   * Writes rows, and waits while PostgreSQL is away.
   *
   * @param rows in the order in which they came
   * @return the rows that PostgreSQL cannot take; they are recorded in {@code quality}
   * @throws PostgresUnavailable when PostgreSQL stays away; some of the rows may be written
   * @throws PostgresFailure when it refuses them all, for a reason that is in none of them
   */
  List<DeadRow> write(Collection<Row> rows) throws InterruptedException {
    List<DeadRow> dead = new ArrayList<>();
    List<Row> sound = new ArrayList<>(rows.size());
    for (Row row : rows) {
      RowText.problem(row)
          .ifPresentOrElse(
              problem -> dead.add(dead(row, problem, RowText.CHARACTER_NOT_IN_REPERTOIRE)),
              () -> sound.add(row));
    }
    write(inOrder(sound), dead);
    record(dead);
    return dead;
  }

  /**
   * Rows in the order of their keys. Where rows grow, those of one key stand together and only the
   * last one is written, unless it turns out that it cannot be.
   */
  private List<Deque<Row>> inOrder(List<Row> rows) {
    if (byVersion.isEmpty()) {
      return rows.stream()
          .sorted(byKey)
          .<Deque<Row>>map(row -> new ArrayDeque<>(List.of(row)))
          .toList();
    }
    Map<Row, Deque<Row>> keys = new TreeMap<>(byKey);
    rows.stream()
        .sorted(byVersion.get())
        .forEach(row -> keys.computeIfAbsent(row, key -> new ArrayDeque<>()).add(row));
    return List.copyOf(keys.values());
  }

  /** Where a row is to blame it is found by halving. */
  private void write(List<Deque<Row>> keys, List<DeadRow> dead) throws InterruptedException {
    if (keys.isEmpty()) {
      return;
    }
    List<Row> rows = keys.stream().map(Deque::getLast).toList();
    try {
      Written written = session.transact(connection -> insert(connection, rows));
      settled.inc(rows.size());
      changed.inc(written.changed());
      tell(written.divergent());
    } catch (SQLException e) {
      if (keys.size() > 1) {
        write(keys.subList(0, keys.size() / 2), dead);
        write(keys.subList(keys.size() / 2, keys.size()), dead);
        return;
      }
      Deque<Row> key = keys.get(0);
      dead.add(dead(key.removeLast(), SqlFailure.reason(e), SqlFailure.state(e)));
      write(key.isEmpty() ? List.of() : keys, dead);
    }
  }

  private Written insert(Connection connection, List<Row> rows) throws SQLException {
    for (ParentColumn column : parents) {
      insertStubs(connection, column, rows);
    }
    int changed;
    try (PreparedStatement insert = connection.prepareStatement(sql.write())) {
      RowArrays.set(insert, table.columns(), rows);
      changed = insert.executeUpdate();
    }
    boolean mayDiverge = byVersion.isEmpty() && sql.hasMoreThanItsKey() && changed < rows.size();
    return new Written(changed, mayDiverge ? recordDivergence(connection, rows) : List.of());
  }

  private static void insertStubs(Connection connection, ParentColumn column, List<Row> rows)
      throws SQLException {
    TreeSet<Object> keys = new TreeSet<>();
    for (Row row : rows) {
      Object key = row.getValue(column.index());
      if (key != null) {
        keys.add(key);
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    Table parent = column.parent();
    try (PreparedStatement insert = connection.prepareStatement(TableSql.stubs(parent))) {
      RowArrays.set(insert, 1, parent.columns().getField(parent.key().get(0)), keys);
      insert.executeUpdate();
    } catch (SQLException e) {
      if (SqlFailure.state(e).equals(NOT_NULL_VIOLATION)) {
        // No row is to blame: every one would end among the dead.
        throw new PostgresFailure(
            parent + " takes no stub, a default is missing: " + SqlFailure.reason(e), e);
      }
      throw e;
    }
  }

  private List<String> recordDivergence(Connection connection, List<Row> rows) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (PreparedStatement record = connection.prepareStatement(sql.recordDivergence())) {
      RowArrays.set(record, table.columns(), rows);
      try (ResultSet found = record.executeQuery()) {
        while (found.next()) {
          keys.add(found.getString(1));
        }
      }
    }
    return keys;
  }

  private void tell(List<String> divergent) {
    divergences.inc(divergent.size());
    for (String key : divergent.subList(0, Math.min(TOLD_AT_ONCE, divergent.size()))) {
      LOG.error("{}: another row than the stored one was refused under {}", table, key);
    }
    if (divergent.size() > TOLD_AT_ONCE) {
      LOG.error(
          "{}: the same under {} more keys; all are in quality.divergence",
          table,
          divergent.size() - TOLD_AT_ONCE);
    }
  }

  private DeadRow dead(Row row, String reason, String sqlState) {
    return new DeadRow(table.toString(), RowText.json(row), reason, sqlState);
  }

  private void record(List<DeadRow> dead) throws InterruptedException {
    if (dead.isEmpty()) {
      return;
    }
    rejected.inc(dead.size());
    DeadRow first = dead.get(0);
    LOG.warn(
        "{}: rows refused and put aside: {}; the first: {} ({})",
        table,
        dead.size(),
        first.reason(),
        first.sqlState());
    try {
      session.transact(connection -> insertRejected(connection, dead));
    } catch (SQLException e) {
      throw new PostgresFailure(
          "quality.rejected_rows does not take a row that is none: " + SqlFailure.reason(e), e);
    }
  }

  private static int[] insertRejected(Connection connection, List<DeadRow> dead)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RECORD_REJECTED)) {
      for (DeadRow row : dead) {
        insert.setString(1, row.table());
        insert.setString(2, row.row());
        insert.setString(3, row.reason());
        insert.setString(4, row.sqlState());
        insert.addBatch();
      }
      return insert.executeBatch();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
