package io.bidlock.pipelines.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.ReadableDateTime;

/**
 * A table of silver or gold: its name, columns and key, and what happens when a row is written
 * whose key is there already. Rows are Beam's, with the table's columns as their schema: {@code
 * STRING}, {@code INT32}, {@code INT64}, {@code BOOLEAN}, {@code DECIMAL}, {@code DATETIME} (an
 * instant) and {@code SqlTypes.DATE}. Money is a {@code DECIMAL} with its currency in a column
 * beside it.
 *
 * <p>The migrations in {@code sql/} are the same in SQL; a test holds them together.
 */
public final class Table implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String layer;
  private final String name;
  private final Schema columns;
  private final List<String> key;
  private final @Nullable String version;
  private final LinkedHashMap<String, Table> parents = new LinkedHashMap<>();
  private @Nullable String time;
  private @Nullable String end;

  private Table(
      String layer, String name, Schema columns, List<String> key, @Nullable String version) {
    this.layer = layer;
    this.name = name;
    this.columns = columns;
    this.key = List.copyOf(key);
    this.version = version;
    for (String column : key) {
      require(column);
    }
    if (version != null) {
      require(version);
    }
  }

  /**
   * A table whose rows never change. Writing one again is nothing; writing another one under its
   * key is a divergence, and refused.
   *
   * @param layer {@code silver}, {@code gold} or {@code quality}: PostgreSQL's schema
   */
  public static Table fixed(String layer, String name, Schema columns, String... key) {
    return new Table(layer, name, columns, List.of(key), null);
  }

  /**
   * A table whose rows grow right. A row replaces what is under its key unless its version is
   * lower.
   *
   * @param version the column that rises: {@code item_seq}, or a count
   */
  public static Table growing(
      String layer, String name, Schema columns, String version, String... key) {
    return new Table(layer, name, columns, List.of(key), version);
  }

  /**
   * Says that a column names a row of another table by its one key column. A parent that is missing
   * when a row comes is made as a stub: its key, and what the schema has by default. The parent's
   * own row replaces the stub when it comes, so the parent grows, from a version that is the
   * lowest.
   *
   * @throws IllegalArgumentException when the parent has another key than one column, or its rows
   *     never change
   */
  public Table withParent(String column, Table parent) {
    require(column);
    if (parent.key.size() != 1) {
      throw new IllegalArgumentException(parent + " has no key of one column");
    }
    if (parent.version == null) {
      throw new IllegalArgumentException(parent + " never changes: a stub would stay a stub");
    }
    parents.put(column, parent);
    return this;
  }

  /** Says which column, of an instant or a day, tells the day that a row belongs to. */
  public Table withTime(String column) {
    require(column);
    time = column;
    return this;
  }

  /**
   * Says which columns, of instants, tell from when until when a row has to do with its days; where
   * there is no end yet it still has.
   */
  public Table withTimes(String from, String until) {
    require(until);
    end = until;
    return withTime(from);
  }

  private void require(String column) {
    if (!columns.hasField(column)) {
      throw new IllegalArgumentException("no column " + column + " in " + this);
    }
  }

  /** PostgreSQL's schema: {@code silver}, {@code gold} or {@code quality}. */
  public String layer() {
    return layer;
  }

  public String name() {
    return name;
  }

  public Schema columns() {
    return columns;
  }

  /** The columns that tell rows apart. */
  public List<String> key() {
    return key;
  }

  /** The column that rises with each change of a row; empty where rows never change. */
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** The column that tells the first day that a row has to do with; empty where it has none. */
  public Optional<String> time() {
    return Optional.ofNullable(time);
  }

  /** The column that tells the last day that a row has to do with; empty where it is one day. */
  public Optional<String> end() {
    return Optional.ofNullable(end);
  }

  /** Columns that name rows of other tables. */
  public Map<String, Table> parents() {
    return Map.copyOf(parents);
  }

  /**
   * A row.
   *
   * @param values one a column, in their order, of its column's kind; null where absent
   * @throws IllegalArgumentException when there are more or fewer, or one is absent that must be
   *     there. Beam's own look at each value's kind takes longer than making the row
   */
  public Row row(@Nullable Object... values) {
    if (values.length != columns.getFieldCount()) {
      throw new IllegalArgumentException(
          values.length + " values for " + columns.getFieldCount() + " columns of " + this);
    }
    for (int place = 0; place < values.length; place++) {
      if (values[place] == null && !columns.getField(place).getType().getNullable()) {
        throw new IllegalArgumentException(
            "no " + columns.getField(place).getName() + " in a row of " + this);
      }
      if (values[place] instanceof ReadableDateTime time) {
        values[place] = time.toInstant();
      }
    }
    return Row.withSchema(columns).attachValues(Arrays.asList(values));
  }

  /** As in SQL: {@code silver.bids}. */
  @Override
  public String toString() {
    return layer + "." + name;
  }
}
