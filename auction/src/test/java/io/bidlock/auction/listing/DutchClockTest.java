package io.bidlock.auction.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Dutch price falls by the clock. */
final class DutchClockTest {
  /** From 100.00 by 5.00 a minute down to 41.00, which no whole number of steps reaches. */
  private static final DutchClock CLOCK = new DutchClock(500, 60_000, 4_100);

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 10000",
    "-1, 10000",
    "0, 10000",
    "59999, 10000",
    "60000, 9500",
    "119999, 9500",
    "120000, 9000",
    "659999, 5000",
    "660000, 4500",
    "719999, 4500",
    "720000, 4100",
    "9223372036854775807, 4100"
  })
  void thePriceFallsStepByStepToTheFloor(long openMillis, long priceMinor) {
    assertThat(CLOCK.priceAfter(10_000, openMillis)).isEqualTo(priceMinor);
  }

  @Test
  void aFloorAtTheStartPriceIsAFixedPrice() {
    assertThat(new DutchClock(1, 1, 10_000).priceAfter(10_000, -5)).isEqualTo(10_000);
    assertThat(new DutchClock(1, 1, 10_000).priceAfter(10_000, 99)).isEqualTo(10_000);
  }

  @Test
  void aStepOfMoreThanThePriceGoesStraightToTheFloor() {
    DutchClock clock = new DutchClock(1_000_000_000_000_000L, 1, 1);

    assertThat(clock.priceAfter(500, 0)).isEqualTo(500);
    assertThat(clock.priceAfter(500, 1)).isEqualTo(1);
  }

  @Test
  void theGreatestAmountsOverTheLongestTimesDoNotOverflow() {
    DutchClock clock = new DutchClock(999_999_999_999_999L, 1, 1);

    assertThat(clock.priceAfter(1_000_000_000_000_000L, 1)).isEqualTo(1);
    assertThat(clock.priceAfter(1_000_000_000_000_000L, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(new DutchClock(1, 1, 1).priceAfter(1_000_000_000_000_000L, 999_999_999_999_998L))
        .isEqualTo(2);
  }
}
