package io.bidlock.auction.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record's place in the log is its order. */
final class PositionTest {
  @Test
  void aPositionReadsBackFromItsText() {
    Position position = new Position(2, 11, 9_000_000_000L);

    assertThat(position).hasToString("2-11-9000000000");
    assertThat(Position.parse("2-11-9000000000")).isEqualTo(position);
    assertThat(Position.parse("0-0-0")).isEqualTo(new Position(0, 0, 0));
    assertThat(Position.parse("2147483647-2147483647-9223372036854775807"))
        .isEqualTo(new Position(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1-2",
        "1-2-3-4",
        "-1-2-3",
        "1--2-3",
        "1-2--3",
        "1-2-",
        "1-2-x",
        "1-2- 3",
        "0-3-+5",
        "00-3-5",
        "1-2-9223372036854775808",
        "2147483648-0-0",
        "1.0-2-3"
      })
  void anyOtherTextIsNoPosition(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Position.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void noPartOfAPositionIsNegative(int era, int partition, long offset) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Position(era, partition, offset))
        .withMessageContaining("era " + era + ", partition " + partition + ", offset " + offset);
  }

  @Test
  void aLaterEraComesAfterAnyOffsetOfAnEarlierOne() {
    assertThat(new Position(0, 3, 5)).isLessThan(new Position(0, 3, 6));
    assertThat(new Position(0, 3, 1_000)).isLessThan(new Position(1, 0, 0));
    assertThat(new Position(1, 0, 0)).isGreaterThan(new Position(0, 7, 9));
    assertThat(new Position(1, 4, 7)).isEqualByComparingTo(new Position(1, 4, 7));
  }
}
