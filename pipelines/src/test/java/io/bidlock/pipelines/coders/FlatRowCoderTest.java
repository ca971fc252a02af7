package io.bidlock.pipelines.coders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.quality.QualityResults;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlatRowCoderTest {
  private static final int ROWS = 200;
  private static final List<BigDecimal> DECIMALS =
      List.of(
          new BigDecimal("0"),
          new BigDecimal("0.00"),
          new BigDecimal("-0.01"),
          new BigDecimal("12.50"),
          new BigDecimal("1E+6"),
          new BigDecimal("99999999999999999999999999999999.999999"));

  static Stream<Table> tables() {
    return Stream.of(Silver.tables(), Gold.tables(), List.of(QualityResults.TABLE))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aRowOfAnyTableReadsBackAsBeamsOwnCoderHasIt(Table table) throws Exception {
    Random random = new Random(table.name().hashCode());
    FlatRowCoder coder = FlatRowCoder.of(table.columns());
    for (int count = 0; count < ROWS; count++) {
      Row row = row(table.columns(), random);
      Row asBeamHasIt = CoderUtils.clone(RowCoder.of(table.columns()), row);
      assertThat(CoderUtils.clone(coder, row)).isEqualTo(row).isEqualTo(asBeamHasIt);
    }
  }

  @Test
  void rowsFollowEachOther() throws Exception {
    Random random = new Random(1);
    FlatRowCoder coder = FlatRowCoder.of(Silver.BIDS.columns());
    List<Row> rows = Stream.generate(() -> row(Silver.BIDS.columns(), random)).limit(ROWS).toList();
    ByteArrayInputStream in = new ByteArrayInputStream(bytes(coder, rows));
    List<Row> read = new ArrayList<>();
    while (in.available() > 0) {
      read.add(coder.decode(in));
    }
    assertThat(read).isEqualTo(rows);
  }

  @Test
  void aRowThatEndsTooEarlyIsToldOf() throws Exception {
    FlatRowCoder coder = FlatRowCoder.of(Silver.BIDS.columns());
    byte[] whole = CoderUtils.encodeToByteArray(coder, row(Silver.BIDS.columns(), new Random(2)));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> coder.decode(new ByteArrayInputStream(cut)));
    }
  }

  /** Rows live in savepoints: when this changes, what was written before must still be read. */
  @Test
  void aRowIsEncodedAsItAlwaysWas() throws Exception {
    Schema columns =
        Schema.builder()
            .addStringField("name")
            .addInt32Field("count")
            .addNullableField("total", FieldType.INT64)
            .addBooleanField("known")
            .addNullableField("amount", FieldType.DECIMAL)
            .addDateTimeField("at")
            .addLogicalTypeField("day", SqlTypes.DATE)
            .build();
    Row row =
        Row.withSchema(columns)
            .attachValues(
                Arrays.asList(
                    "é",
                    -3,
                    null,
                    true,
                    new BigDecimal("-12.50"),
                    Instant.parse("2026-11-21T18:00:00Z"),
                    LocalDate.of(2026, 11, 21)));
    String bytes = "0702c3a9050001010402fb1e80f49ef4bf68d4c402";
    FlatRowCoder coder = FlatRowCoder.of(columns);
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, row))).isEqualTo(bytes);
    assertThat(CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(bytes)))
        .isEqualTo(row);
  }

  @Test
  void aRowFromBeforeItsTableGrewIsReadWithWhatItHas() throws Exception {
    Schema old = Schema.builder().addStringField("name").build();
    byte[] bytes =
        CoderUtils.encodeToByteArray(
            FlatRowCoder.of(old), Row.withSchema(old).addValue("Ann").build());
    Schema grown =
        Schema.builder().addStringField("name").addNullableField("age", FieldType.INT32).build();
    assertThat(CoderUtils.decodeFromByteArray(FlatRowCoder.of(grown), bytes))
        .isEqualTo(Row.withSchema(grown).addValues("Ann", null).build());

    Schema strict = Schema.builder().addStringField("name").addInt32Field("age").build();
    assertThatExceptionOfType(CoderException.class)
        .isThrownBy(() -> CoderUtils.decodeFromByteArray(FlatRowCoder.of(strict), bytes))
        .withMessageContaining("a row without age");
    Schema shrunk = Schema.builder().build();
    assertThatExceptionOfType(CoderException.class)
        .isThrownBy(() -> CoderUtils.decodeFromByteArray(FlatRowCoder.of(shrunk), bytes))
        .withMessageContaining("a row of 1 columns, for 0");
  }

  @Test
  void whatMustBeThereIsMissed() {
    Schema columns = Schema.builder().addStringField("name").build();
    Row row = Row.withSchema(columns).attachValues(Arrays.asList((Object) null));
    assertThatExceptionOfType(CoderException.class)
        .isThrownBy(() -> CoderUtils.encodeToByteArray(FlatRowCoder.of(columns), row))
        .withMessageContaining("no name");
  }

  @Test
  void nestedRowsAreNotForIt() {
    Schema nested = Schema.builder().addRowField("own", Silver.USERS.columns()).build();
    assertThatIllegalArgumentException().isThrownBy(() -> FlatRowCoder.of(nested));
  }

  @Test
  void itIsTheSameAfterItHasTravelled() {
    FlatRowCoder coder = FlatRowCoder.of(Silver.BIDS.columns());
    assertThat(SerializableUtils.clone(coder))
        .isEqualTo(coder)
        .isNotEqualTo(FlatRowCoder.of(Silver.USERS.columns()));
  }

  private static byte[] bytes(FlatRowCoder coder, List<Row> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Row row : rows) {
      try {
        coder.encode(row, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return out.toByteArray();
  }

  private static Row row(Schema columns, Random random) {
    Row.Builder row = Row.withSchema(columns);
    for (Field column : columns.getFields()) {
      boolean absent = column.getType().getNullable() && random.nextInt(4) == 0;
      row.addValue(absent ? null : value(column, random));
    }
    return row.build();
  }

  private static Object value(Field column, Random random) {
    return switch (column.getType().getTypeName()) {
      case STRING -> List.of("", "a", "Größe", "\u0000\uD83D\uDE00").get(random.nextInt(4));
      case INT32 -> random.nextInt();
      case INT64 -> random.nextLong() >> random.nextInt(64);
      case BOOLEAN -> random.nextBoolean();
      case DECIMAL -> DECIMALS.get(random.nextInt(DECIMALS.size()));
      case DATETIME -> new Instant(random.nextLong() >> 20);
      default -> LocalDate.ofEpochDay(random.nextInt(40_000) - 20_000L);
    };
  }
}
