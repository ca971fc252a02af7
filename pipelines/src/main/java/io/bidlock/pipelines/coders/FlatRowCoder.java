package io.bidlock.pipelines.coders;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.SchemaCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;
import org.joda.time.ReadableInstant;

/**
 * Rows of values, none of which is a row itself: those of tables. Beam's own coder makes two texts
 * for errors that are not there of each decimal that it writes, and rows carry many decimals.
 *
 * <p>A row is how many columns it has, and then, for each in its order, a byte that tells whether
 * there is a value where there may be none, and the value: texts with their length before them,
 * numbers of variable length, decimals as their scale and digits, instants as milliseconds, days as
 * days, since 1970.
 *
 * <p>Rows live in savepoints: of one that was written before its table got more columns, those are
 * empty. So columns are added at the end, and such as may be empty.
 */
public final class FlatRowCoder extends SchemaCoder<Row> {
  private static final long serialVersionUID = 1L;

  private final Kind[] kinds;

  private enum Kind {
    STRING,
    INT32,
    INT64,
    BOOLEAN,
    DECIMAL,
    DATETIME,
    DATE;

    static Kind of(FieldType type) {
      return type.getTypeName().isLogicalType() ? DATE : valueOf(type.getTypeName().name());
    }
  }

  private FlatRowCoder(Schema columns) {
    super(columns, TypeDescriptors.rows(), row -> row, row -> row);
    kinds =
        columns.getFields().stream().map(field -> Kind.of(field.getType())).toArray(Kind[]::new);
  }

  /**
   * @param columns of the kinds that tables have
   * @throws IllegalArgumentException when there is another kind among them
   */
  public static FlatRowCoder of(Schema columns) {
    return new FlatRowCoder(columns);
  }

  @Override
  public void encode(Row row, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    VarInt.encode(kinds.length, data);
    for (int place = 0; place < kinds.length; place++) {
      Object value = row.getValue(place);
      if (schema.getField(place).getType().getNullable()) {
        data.writeBoolean(value != null);
        if (value == null) {
          continue;
        }
      } else if (value == null) {
        throw new CoderException("no " + schema.getField(place).getName() + " in " + row);
      }
      write(kinds[place], value, data);
    }
  }

  private static void write(Kind kind, Object value, DataOutputStream out) throws IOException {
    switch (kind) {
      case STRING -> write(((String) value).getBytes(StandardCharsets.UTF_8), out);
      case INT32 -> number((Integer) value, out);
      case INT64 -> number((Long) value, out);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case DECIMAL -> {
        number(((BigDecimal) value).scale(), out);
        write(((BigDecimal) value).unscaledValue().toByteArray(), out);
      }
      case DATETIME -> number(((ReadableInstant) value).getMillis(), out);
      case DATE -> number(((LocalDate) value).toEpochDay(), out);
    }
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    VarInt.encode(bytes.length, out);
    out.write(bytes);
  }

  /** Zigzag, so that small numbers of either sign are short. */
  private static void number(long value, DataOutputStream out) throws IOException {
    VarInt.encode((value << 1) ^ (value >> 63), out);
  }

  @Override
  public Row decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    Object[] values = new Object[kinds.length];
    int there = VarInt.decodeInt(data);
    requireRoomFor(there);
    for (int place = 0; place < there; place++) {
      if (!schema.getField(place).getType().getNullable() || data.readBoolean()) {
        values[place] = read(kinds[place], data);
      }
    }
    List<Object> all = Arrays.asList(values);
    return Row.withSchema(schema).attachValues(all);
  }

  private void requireRoomFor(int there) throws CoderException {
    if (there > kinds.length) {
      throw new CoderException("a row of " + there + " columns, for " + kinds.length);
    }
    for (int place = there; place < kinds.length; place++) {
      if (!schema.getField(place).getType().getNullable()) {
        throw new CoderException("a row without " + schema.getField(place).getName());
      }
    }
  }

  private static Object read(Kind kind, DataInputStream in) throws IOException {
    return switch (kind) {
      case STRING -> new String(bytes(in), StandardCharsets.UTF_8);
      case INT32 -> Math.toIntExact(number(in));
      case INT64 -> number(in);
      case BOOLEAN -> in.readBoolean();
      case DECIMAL -> {
        int scale = Math.toIntExact(number(in));
        yield new BigDecimal(new BigInteger(bytes(in)), scale);
      }
      case DATETIME -> new Instant(number(in));
      case DATE -> LocalDate.ofEpochDay(number(in));
    };
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = VarInt.decodeInt(in);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new CoderException("a row ends too early");
    }
    return bytes;
  }

  private static long number(DataInputStream in) throws IOException {
    long rest = VarInt.decodeLong(in);
    return (rest >>> 1) ^ -(rest & 1);
  }

  /** The same values are the same bytes. */
  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlatRowCoder coder && schema.equals(coder.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }

  @Override
  public String toString() {
    return "FlatRowCoder(" + schema.getFieldNames() + ")";
  }
}
