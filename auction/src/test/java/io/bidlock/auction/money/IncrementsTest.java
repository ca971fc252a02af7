package io.bidlock.auction.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bidlock.auction.money.Increments.Band;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By how much the next bid must beat the price. */
final class IncrementsTest {
  private static final int JPY = 0;
  private static final int USD = 2;
  private static final int KWD = 3;

  @ParameterizedTest
  @CsvSource({
    "0, 5",
    "99, 5",
    "100, 25",
    "499, 25",
    "500, 50",
    "2499, 50",
    "2500, 100",
    "9999, 100",
    "10000, 250",
    "24999, 250",
    "25000, 500",
    "49999, 500",
    "50000, 1000",
    "99999, 1000",
    "100000, 2500",
    "249999, 2500",
    "250000, 5000",
    "499999, 5000",
    "500000, 10000",
    "1000000000000000, 10000"
  })
  void ebaysTableStepsWhereEbayDoes(long priceCents, long stepCents) {
    assertThat(Increments.EBAY.at(priceCents)).isEqualTo(stepCents);
  }

  @Test
  void aNumberIsAFixedStep() {
    Increments increments = Increments.parse(" 2.5 ", USD);

    assertThat(increments.at(0)).isEqualTo(250);
    assertThat(increments.at(DecimalAmount.MAX_MINOR)).isEqualTo(250);
    assertThat(increments).isEqualTo(Increments.parse("*:2.50", USD));
  }

  @Test
  void aTableIsReadBandByBand() {
    Increments increments = Increments.parse("25:0.5; 100 : 1 ;*:5", USD);

    assertThat(increments.bands())
        .containsExactly(new Band(2_500, 50), new Band(10_000, 100), new Band(Long.MAX_VALUE, 500));
    assertThat(increments.at(2_499)).isEqualTo(50);
    assertThat(increments.at(2_500)).isEqualTo(100);
    assertThat(increments.at(10_000)).isEqualTo(500);
  }

  @Test
  void aStepIsInTheCurrencysOwnMinorUnits() {
    assertThat(Increments.parse("100", JPY).at(5_000)).isEqualTo(100);
    assertThat(Increments.parse("0.005", KWD).at(5_000)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 2, 5",
    "*:5, 2, 5",
    "25:0.50;100:1;*:5.00, 2, 25:0.5;100:1;*:5",
    "1:0.001;*:1, 3, 1:0.001;*:1"
  })
  void itsTextReadsBackAsTheSameTable(String written, int currencyScale, String text) {
    Increments increments = Increments.parse(written, currencyScale);

    assertThat(increments.text(currencyScale)).isEqualTo(text);
    assertThat(Increments.parse(text, currencyScale)).isEqualTo(increments);
  }

  @Test
  void ebaysTableReadsBackFromItsText() {
    assertThat(Increments.EBAY.text(USD))
        .isEqualTo("1:0.05;5:0.25;25:0.5;100:1;250:2.5;500:5;1000:10;2500:25;5000:50;*:100");
  }

  @ParameterizedTest
  @CsvSource({
    "0, must be over zero",
    "-5, must be over zero",
    "25:0;*:1, must be over zero",
    "25:-1;*:1, must be over zero",
    "0.001, the currency cannot hold 0.001",
    "0.005:1;*:5, the currency cannot hold 0.005",
    "25:1;25:2;*:5, must rise",
    "100:1;25:2;*:5, must rise",
    "0:1;*:5, must rise",
    "-5:1;*:5, must rise",
    "*:1;100:2, must rise",
    "*:1;*:2, must rise",
    "25:1;100:2, ends with '*:step'",
    "25:1;100, a band reads 'below:step'",
    "25:1;, a band reads 'below:step'",
    ";25:1, a band reads 'below:step'",
    "25:1;;*:5, a band reads 'below:step'",
    "25:, not an amount",
    ":1, not an amount",
    "25:1:2;*:5, not an amount",
    "a lot, not an amount",
    "NaN, not an amount",
    "**:5, not an amount",
    "1e999999999, out of range"
  })
  void aTableThatCannotBeUsedIsRefused(String text, String why) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Increments.parse(text, USD))
        .withMessageContaining(why.replace("''", "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyTextIsNoTable(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Increments.parse(text, USD));
  }

  @Test
  void aTableHasAtMostSixtyFourBands() {
    assertThat(Increments.parse(bands(Increments.MAX_BANDS), JPY).bands())
        .hasSize(Increments.MAX_BANDS);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Increments.parse(bands(Increments.MAX_BANDS + 1), JPY))
        .withMessageContaining("1 to 64 bands");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Increments.parse(bands(10_000), JPY));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Increments(List.of()))
        .withMessageContaining("1 to 64 bands");
  }

  private static String bands(int count) {
    return IntStream.range(1, count)
        .mapToObj(below -> below + ":1")
        .collect(Collectors.joining(";", "", ";*:2"));
  }
}
