package io.bidlock.pipelines.postgres;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;
import org.joda.time.ReadableInstant;

/** What a column of a table is in PostgreSQL, and how its values get there and back. */
enum ColumnType {
  TEXT("text", String.class) {
    @Override
    Object read(ResultSet row, int column) throws SQLException {
      return row.getString(column);
    }
  },
  INTEGER("int4", Integer.class) {
    @Override
    Object read(ResultSet row, int column) throws SQLException {
      return row.getInt(column);
    }
  },
  BIGINT("int8", Long.class) {
    @Override
    Object read(ResultSet row, int column) throws SQLException {
      return row.getLong(column);
    }
  },
  BOOLEAN("bool", Boolean.class) {
    @Override
    Object read(ResultSet row, int column) throws SQLException {
      return row.getBoolean(column);
    }
  },
  NUMERIC("numeric", String.class) {
    @Override
    Object element(Object value) {
      return ((BigDecimal) value).toString();
    }

    @Override
    Object read(ResultSet row, int column) throws SQLException {
      return row.getBigDecimal(column);
    }
  },
  TIMESTAMP("timestamptz", String.class) {
    @Override
    Object element(Object value) {
      return INSTANT.format(
          java.time.Instant.ofEpochMilli(((ReadableInstant) value).getMillis())
              .atOffset(ZoneOffset.UTC));
    }

    @Override
    @Nullable Object read(ResultSet row, int column) throws SQLException {
      OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
      return time == null ? null : Instant.ofEpochMilli(time.toInstant().toEpochMilli());
    }
  },
  DATE("date", String.class) {
    @Override
    Object element(Object value) {
      return DAY.format((LocalDate) value);
    }

    @Override
    Object read(ResultSet row, int column) throws SQLException {
      return row.getObject(column, LocalDate.class);
    }
  };

  // As PostgreSQL writes them: years have at least four digits and no sign, and an era behind.
  private static final DateTimeFormatter DAY =
      format(dayFields()).toFormatter(Locale.ENGLISH).withChronology(IsoChronology.INSTANCE);
  private static final DateTimeFormatter INSTANT =
      format(dayFields().appendPattern(" HH:mm:ss.SSS'Z'"))
          .toFormatter(Locale.ENGLISH)
          .withChronology(IsoChronology.INSTANCE);

  private final String sqlName;
  private final Class<?> elementClass;

  ColumnType(String sqlName, Class<?> elementClass) {
    this.sqlName = sqlName;
    this.elementClass = elementClass;
  }

  /**
   * Of a column of a row.
   *
   * @throws IllegalArgumentException when no column may be of this type
   */
  static ColumnType of(Schema.Field column) {
    Schema.FieldType type = column.getType();
    return switch (type.getTypeName()) {
      case STRING -> TEXT;
      case INT32 -> INTEGER;
      case INT64 -> BIGINT;
      case BOOLEAN -> BOOLEAN;
      case DECIMAL -> NUMERIC;
      case DATETIME -> TIMESTAMP;
      case LOGICAL_TYPE -> {
        if (SqlTypes.DATE
            .getIdentifier()
            .equals(Objects.requireNonNull(type.getLogicalType()).getIdentifier())) {
          yield DATE;
        }
        throw unknown(column);
      }
      default -> throw unknown(column);
    };
  }

  private static IllegalArgumentException unknown(Schema.Field column) {
    return new IllegalArgumentException(
        "column " + column.getName() + ": there is no column of type " + column.getType());
  }

  /** As {@code int8}. */
  String sqlName() {
    return sqlName;
  }

  /** What JDBC's arrays of this type are made of. */
  Class<?> elementClass() {
    return elementClass;
  }

  /** A row's value as an element of such an array. */
  Object element(Object value) {
    return value;
  }

  /** A value as it stands in a row; for NULL see {@link ResultSet#wasNull()}. */
  abstract @Nullable Object read(ResultSet row, int column) throws SQLException;

  private static DateTimeFormatterBuilder dayFields() {
    return new DateTimeFormatterBuilder()
        .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NOT_NEGATIVE)
        .appendPattern("-MM-dd");
  }

  private static DateTimeFormatterBuilder format(DateTimeFormatterBuilder fields) {
    return fields.appendLiteral(' ').appendText(ChronoField.ERA, TextStyle.SHORT);
  }
}
