package io.bidlock.auction.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as bytes and back. */
final class BinaryTest {
  @Property
  void everyNumberReadsBackAsItself(@ForAll long value, @ForAll int integer) {
    BinaryReader in =
        new BinaryReader(
            new BinaryWriter().number(value).fixed64(value).number(integer).int8(-7).toBytes());

    assertThat(in.number()).isEqualTo(value);
    assertThat(in.fixed64()).isEqualTo(value);
    assertThat(in.integer()).isEqualTo(integer);
    assertThat(in.int8()).isEqualTo(-7);
    in.end();
  }

  @Property
  void everyTextReadsBackAsItself(@ForAll int count) {
    String text = "äa壺🫖".repeat(Math.floorMod(count, 2_000));
    BinaryReader in =
        new BinaryReader(new BinaryWriter().text(text).optionalText(Optional.of(text)).toBytes());

    assertThat(in.text()).isEqualTo(text);
    assertThat(in.optionalText()).hasValue(text);
    in.end();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "63, 1",
    "-64, 1",
    "64, 2",
    "1000000, 3",
    "1795284000000, 6",
    "9223372036854775807, 10",
    "-9223372036854775808, 10"
  })
  void smallNumbersOfEitherSignAreShort(long value, int length) {
    byte[] bytes = new BinaryWriter().number(value).toBytes();

    assertThat(bytes).hasSize(length);
    assertThat(new BinaryReader(bytes).number()).isEqualTo(value);
  }

  @Test
  void whatIsAbsentStaysAbsent() {
    BinaryReader in =
        new BinaryReader(
            new BinaryWriter()
                .optionalText(Optional.empty())
                .optionalNumber(OptionalLong.empty())
                .optionalNumber(OptionalLong.of(5))
                .optionalAmount(Optional.empty())
                .optionalAmount(Optional.of(DecimalAmount.parse("-0.05")))
                .position(new Position(1, 2, 3))
                .hash(new Hash(1, -2, 3, -4))
                .toBytes());

    assertThat(in.optionalText()).isEmpty();
    assertThat(in.optionalNumber()).isEmpty();
    assertThat(in.optionalNumber()).hasValue(5);
    assertThat(in.optionalAmount()).isEmpty();
    assertThat(in.optionalAmount()).hasValue(DecimalAmount.parse("-0.05"));
    assertThat(in.position()).isEqualTo(new Position(1, 2, 3));
    assertThat(in.hash()).isEqualTo(new Hash(1, -2, 3, -4));
    in.end();
  }

  private static BinaryReader reader(int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int index = 0; index < bytes.length; index++) {
      copy[index] = (byte) bytes[index];
    }
    return new BinaryReader(copy);
  }

  private interface Reading {
    Object read();
  }

  private static void assertCorrupt(Reading reading, String why) {
    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(reading::read)
        .withMessage("state cannot be read: " + why);
  }

  @Test
  void whatCannotHaveBeenWrittenIsCorrupt() {
    assertCorrupt(() -> reader().int8(), "it ends too early, at byte 0");
    assertCorrupt(() -> reader(1, 2, 3).fixed64(), "it ends too early, at byte 3");
    assertCorrupt(() -> reader(2).flag(), "a flag is 2");
    assertCorrupt(() -> reader(-1).flag(), "a flag is -1");
    assertCorrupt(
        () -> reader(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1).number(),
        "a number is too long");
    assertCorrupt(() -> reader(255).number(), "it ends too early, at byte 1");
  }

  @Test
  void whatIsOutOfRangeIsCorrupt() {
    assertCorrupt(
        () -> new BinaryReader(new BinaryWriter().number(1L << 31).toBytes()).integer(),
        "a number is out of range: 2147483648");
    assertCorrupt(
        () -> new BinaryReader(new BinaryWriter().number(-1).toBytes()).count(),
        "a count is out of range: -1");
    assertCorrupt(
        () -> new BinaryReader(new BinaryWriter().number(2).int8(1).toBytes()).text(),
        "a count is out of range: 2");
    assertCorrupt(
        () -> new BinaryReader(new BinaryWriter().number(5).int8(19).toBytes()).amount(),
        "an amount's scale is out of range: 19");
    assertCorrupt(
        () -> new BinaryReader(new BinaryWriter().number(5).int8(-1).toBytes()).amount(),
        "an amount's scale is out of range: -1");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void aPositionThatIsNoneIsCorrupt(int era, int partition, long offset) {
    byte[] bytes = new BinaryWriter().number(era).number(partition).number(offset).toBytes();

    assertCorrupt(() -> new BinaryReader(bytes).position(), "a position is out of range");
  }

  @Test
  void noTwoValuesShareACode() {
    assertThat(Codes.of(new String[] {"a", "bb"}, String::length))
        .isEqualTo(Map.of(1, "a", 2, "bb"));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Codes.of(new String[] {"a", "b"}, String::length))
        .withMessage("two have the code of b");
  }
}
