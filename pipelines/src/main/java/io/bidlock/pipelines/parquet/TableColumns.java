package io.bidlock.pipelines.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.joda.time.ReadableInstant;

/** A table's columns as Parquet has them. Instants are UTC; decimals have 38 digits. */
final class TableColumns {
  private static final int DECIMAL_DIGITS = 38;
  private static final int DECIMAL_BYTES = 16;

  /** Decimals after the point, where a column does not say: more than any currency has. */
  private static final int DECIMAL_SCALE = 6;

  private TableColumns() {}

  static MessageType of(Schema columns) {
    List<Type> types = columns.getFields().stream().map(TableColumns::column).toList();
    return new MessageType("row", types);
  }

  private static Type column(Field column) {
    Repetition repetition =
        column.getType().getNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    String name = column.getName();
    return switch (kind(column.getType())) {
      case STRING -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
      case INT32 -> Types.primitive(INT32, repetition).named(name);
      case INT64 -> Types.primitive(INT64, repetition).named(name);
      case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
      case DATETIME ->
          Types.primitive(INT64, repetition).as(timestampType(true, MILLIS)).named(name);
      case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(name);
      case DECIMAL ->
          Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
              .length(DECIMAL_BYTES)
              .as(decimalType(scale(column.getType()), DECIMAL_DIGITS))
              .named(name);
    };
  }

  private enum Kind {
    STRING,
    INT32,
    INT64,
    BOOLEAN,
    DATETIME,
    DATE,
    DECIMAL
  }

  private static Kind kind(FieldType type) {
    if (type.getTypeName().isLogicalType()
        && type.getLogicalType().getIdentifier().equals(SqlTypes.DATE.getIdentifier())) {
      return Kind.DATE;
    }
    return switch (type.getTypeName()) {
      case STRING -> Kind.STRING;
      case INT32 -> Kind.INT32;
      case INT64 -> Kind.INT64;
      case BOOLEAN -> Kind.BOOLEAN;
      case DATETIME -> Kind.DATETIME;
      case DECIMAL -> Kind.DECIMAL;
      default -> throw new IllegalArgumentException("no column of a table is " + type);
    };
  }

  private static int scale(FieldType type) {
    String scale = type.getMetadataString("scale");
    return scale.isEmpty() ? DECIMAL_SCALE : Integer.parseInt(scale);
  }

  /**
   * Writes a value.
   *
   * @throws ArithmeticException when a decimal has more places than its column
   */
  static void write(Field column, Object value, RecordConsumer consumer) {
    switch (kind(column.getType())) {
      case STRING -> consumer.addBinary(Binary.fromString((String) value));
      case INT32 -> consumer.addInteger((Integer) value);
      case INT64 -> consumer.addLong((Long) value);
      case BOOLEAN -> consumer.addBoolean((Boolean) value);
      case DATETIME -> consumer.addLong(((ReadableInstant) value).getMillis());
      case DATE -> consumer.addInteger(Math.toIntExact(((LocalDate) value).toEpochDay()));
      case DECIMAL ->
          consumer.addBinary(
              Binary.fromConstantByteArray(fixed(((BigDecimal) value), scale(column.getType()))));
    }
  }

  /** Big-endian two's complement in sixteen bytes. */
  private static byte[] fixed(BigDecimal value, int scale) {
    byte[] digits = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
    byte[] bytes = new byte[DECIMAL_BYTES];
    int from = DECIMAL_BYTES - digits.length;
    if (from < 0) {
      throw new ArithmeticException(value + " has too many digits");
    }
    Arrays.fill(bytes, 0, from, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, from, digits.length);
    return bytes;
  }
}
