package io.bidlock.pipelines.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A Parquet file whose columns are texts, numbers, decimals, flags and timestamps. */
final class ParquetInput implements InputLines {
  private final Path file;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final MessageColumnIO columnIo;
  private @Nullable RecordReader<Group> records;
  private long leftInGroup;
  private long number;

  ParquetInput(Path file, Collection<String> required) {
    this.file = file;
    if (!Files.exists(file)) {
      throw new InputProblem("there is no file " + file);
    }
    try {
      this.reader = ParquetFileReader.open(new LocalInputFile(file));
    } catch (IOException | RuntimeException e) {
      throw new InputProblem(file + " is no Parquet file: " + e.getMessage(), e);
    }
    this.schema = reader.getFileMetaData().getSchema();
    this.columnIo = new ColumnIOFactory().getColumnIO(schema);
    try {
      InputLines.requireColumns(file, required, columns());
    } catch (InputProblem e) {
      close();
      throw e;
    }
  }

  @Override
  public List<String> columns() {
    return schema.getFields().stream().map(Type::getName).toList();
  }

  @Override
  public Optional<Line> next() {
    try {
      while (leftInGroup == 0) {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
          return Optional.empty();
        }
        leftInGroup = pages.getRowCount();
        records = columnIo.getRecordReader(pages, new GroupRecordConverter(schema));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read on after record " + number, e);
    }
    leftInGroup--;
    return Optional.of(new ParquetRecord(++number, schema, records.read()));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }

  private record ParquetRecord(long number, MessageType schema, Group group) implements Line {
    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      for (Type column : schema.getFields()) {
        text.append(text.isEmpty() ? "" : ",").append(value(column.getName()).orElse(""));
      }
      return text.toString();
    }

    @Override
    public Fields fields() {
      return this::value;
    }

    private Optional<String> value(String column) {
      if (!schema.containsField(column)) {
        return Optional.empty();
      }
      Type type = schema.getType(column);
      if (!type.isPrimitive()
          || type.isRepetition(Repetition.REPEATED)
          || group.getFieldRepetitionCount(column) == 0) {
        return Optional.empty();
      }
      return Optional.of(told(column, type.asPrimitiveType()).strip())
          .filter(text -> !text.isEmpty());
    }

    private String told(String column, PrimitiveType type) {
      LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
      if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
        return new BigDecimal(unscaled(column, type), decimal.getScale()).toPlainString();
      }
      if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
        return instant(group.getLong(column, 0), timestamp).toString();
      }
      return switch (type.getPrimitiveTypeName()) {
        // The shortest decimal that means this number.
        case DOUBLE -> plain(Double.toString(group.getDouble(column, 0)));
        case FLOAT -> plain(Float.toString(group.getFloat(column, 0)));
        case BINARY -> group.getBinary(column, 0).toStringUsingUTF8();
        default -> group.getValueToString(schema.getFieldIndex(column), 0);
      };
    }

    private BigInteger unscaled(String column, PrimitiveType type) {
      return switch (type.getPrimitiveTypeName()) {
        case INT32 -> BigInteger.valueOf(group.getInteger(column, 0));
        case INT64 -> BigInteger.valueOf(group.getLong(column, 0));
        default -> new BigInteger(group.getBinary(column, 0).getBytes());
      };
    }

    /** NaN and the infinities stay what they are, which nobody takes for an amount. */
    private static String plain(String number) {
      return number.endsWith("N") || number.endsWith("y")
          ? number
          : new BigDecimal(number).toPlainString();
    }

    private static Instant instant(long value, TimestampLogicalTypeAnnotation type) {
      return switch (type.getUnit()) {
        case MILLIS -> Instant.ofEpochMilli(value);
        case MICROS ->
            Instant.ofEpochSecond(
                Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1_000);
        case NANOS ->
            Instant.ofEpochSecond(
                Math.floorDiv(value, 1_000_000_000L), Math.floorMod(value, 1_000_000_000L));
      };
    }
  }
}
