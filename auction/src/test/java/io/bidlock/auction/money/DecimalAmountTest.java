package io.bidlock.auction.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money is what was written, to the last digit, or it is refused. */
final class DecimalAmountTest {
  private static final int JPY = 0;
  private static final int USD = 2;
  private static final int KWD = 3;

  @ParameterizedTest
  @CsvSource({
    "5, 5, 0",
    "5.0, 5, 0",
    "5.00, 5, 0",
    "12.50, 125, 1",
    "0.05, 5, 2",
    "007, 7, 0",
    "-3.10, -31, 1",
    "0, 0, 0",
    "0.000, 0, 0",
    "-0.00, 0, 0",
    "1e3, 1000, 0",
    "1E3, 1000, 0",
    "1.25e1, 125, 1",
    "125e-2, 125, 2",
    "-1.5E+2, -150, 0",
    "0e999999999, 0, 0",
    "1e17, 100000000000000000, 0",
    "1e-18, 1, 18",
    "999999999999999999, 999999999999999999, 0",
    "-999999999999999999, -999999999999999999, 0",
    "0.999999999999999999, 999999999999999999, 18",
    "12345678901234567.8, 123456789012345678, 1",
    "5.0000000000000000000000000000, 5, 0",
    "1000000000000000000e-10, 100000000, 0"
  })
  void aWrittenAmountIsKeptExactly(String text, long unscaled, int scale) {
    DecimalAmount amount = DecimalAmount.parse(text);

    assertThat(amount.unscaled()).isEqualTo(unscaled);
    assertThat(amount.scale()).isEqualTo(scale);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        "--1",
        "1-",
        "1.2.3",
        "1,5",
        "1 ",
        " 1",
        "12,50",
        "0x10",
        "1_000",
        "€5",
        "NaN",
        "Infinity",
        "-Infinity",
        "five",
        "1e",
        "e5",
        "1e1.5",
        "1e99999999999",
        "1f",
        "1d"
      })
  void whatIsNoNumberIsNoAmount(String text) {
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> DecimalAmount.parse(text))
        .withMessage("not an amount: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000000000000",
        "-1000000000000000000",
        "9223372036854775808",
        "99999999999999999999999999999999",
        "0.0000000000000000001",
        "1234567890.1234567891",
        "1e18",
        "1e-19",
        "1e999999999",
        "1e-999999999",
        "-1e999999999",
        "1e2147483647",
        "10e2147483647",
        "100e2147483646",
        "-7e2147483647",
        "1e-2147483647"
      })
  void anAmountOfMoreThanEighteenDigitsIsRefusedWithoutBeingSpeltOut(String text) {
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> DecimalAmount.parse(text))
        .withMessage("amount out of range: '" + text + "'");
  }

  @Test
  void anAmountLongerThanSixtyFourCharactersIsNotEvenLookedAt() {
    String longest = "0".repeat(DecimalAmount.MAX_TEXT_LENGTH - 1) + "7";

    assertThat(DecimalAmount.parse(longest)).isEqualTo(new DecimalAmount(7, 0));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> DecimalAmount.parse("0" + longest))
        .withMessage("not an amount: '" + "0".repeat(40) + "…'");
  }

  @Test
  void fiveIsFiveHoweverItWasWritten() {
    assertThat(DecimalAmount.parse("5.00"))
        .isEqualTo(DecimalAmount.parse("5"))
        .isEqualTo(DecimalAmount.parse("5e0"))
        .isEqualTo(DecimalAmount.parse("0.5e1"))
        .isEqualTo(DecimalAmount.ofMinor(500, USD))
        .hasSameHashCodeAs(DecimalAmount.ofMinor(5000, KWD));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 19, Integer.MAX_VALUE})
  void aScaleHasZeroToEighteenDigits(int scale) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new DecimalAmount(1, scale))
        .withMessageContaining("0 to 18");
  }

  @ParameterizedTest
  @CsvSource({
    "12.5, 2, 1250",
    "12.55, 2, 1255",
    "-0.01, 2, -1",
    "0, 2, 0",
    "7, 0, 7",
    "7.000, 0, 7",
    "1.234, 3, 1234",
    "1.2, 3, 1200",
    "10000000000000, 2, 1000000000000000",
    "-10000000000000, 2, -1000000000000000",
    "1000000000000000, 0, 1000000000000000"
  })
  void aCurrencyHoldsAnAmountInItsMinorUnits(String text, int currencyScale, long minor) {
    assertThat(DecimalAmount.parse(text).toMinor(currencyScale)).hasValue(minor);
  }

  @Test
  void aCurrencyDoesNotRoundWhatItCannotHold() {
    assertThat(DecimalAmount.parse("12.555").toMinor(USD)).isEmpty();
    assertThat(DecimalAmount.parse("12.555").toMinor(KWD)).hasValue(12_555);
    assertThat(DecimalAmount.parse("0.5").toMinor(JPY)).isEmpty();
    assertThat(DecimalAmount.parse("0.0001").toMinor(KWD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10000000000000.01, 2",
    "-10000000000000.01, 2",
    "1000000000000001, 0",
    "999999999999999999, 0",
    "999999999999999999, 18"
  })
  void anAmountOverTheGreatestThatAnAuctionTakesDoesNotFit(String text, int currencyScale) {
    assertThat(DecimalAmount.parse(text).toMinor(currencyScale)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1250, 0, 1250",
    "1250, 2, 12.50",
    "1250, 3, 1.250",
    "5, 2, 0.05",
    "5, 3, 0.005",
    "50, 2, 0.50",
    "0, 2, 0.00",
    "0, 0, 0",
    "-5, 2, -0.05",
    "-1250, 2, -12.50",
    "-7, 0, -7",
    "1000000000000000, 2, 10000000000000.00",
    "1, 18, 0.000000000000000001",
    "9223372036854775807, 2, 92233720368547758.07",
    "-9223372036854775808, 2, -92233720368547758.08"
  })
  void aPriceIsShownWithAllDigitsOfItsCurrency(long minor, int currencyScale, String shown) {
    assertThat(DecimalAmount.format(minor, currencyScale)).isEqualTo(shown);
  }

  @Test
  void anAmountIsWrittenPlainlyWithoutTrailingZeros() {
    assertThat(DecimalAmount.parse("12.50")).hasToString("12.5");
    assertThat(DecimalAmount.parse("1e3")).hasToString("1000");
    assertThat(DecimalAmount.parse("-0.050")).hasToString("-0.05");
    assertThat(DecimalAmount.parse("1e-18")).hasToString("0.000000000000000001");
  }

  @Test
  void amountsAreOrderedByValueNotByDigits() {
    assertThat(DecimalAmount.parse("9.9")).isLessThan(DecimalAmount.parse("10"));
    assertThat(DecimalAmount.parse("10.05")).isGreaterThan(DecimalAmount.parse("10.049"));
    assertThat(DecimalAmount.parse("10.05")).isLessThan(DecimalAmount.parse("10.06"));
    assertThat(DecimalAmount.parse("-1")).isLessThan(DecimalAmount.parse("0.1"));
    assertThat(DecimalAmount.parse("999999999999999999"))
        .isGreaterThan(DecimalAmount.parse("0.999999999999999999"));
    assertThat(DecimalAmount.parse("5")).isEqualByComparingTo(DecimalAmount.parse("5.0"));
  }

  @Property
  void everyPriceThatIsShownReadsBackAsItself(
      @ForAll @LongRange(min = -DecimalAmount.MAX_MINOR, max = DecimalAmount.MAX_MINOR) long minor,
      @ForAll @IntRange(max = 4) int currencyScale) {
    String shown = DecimalAmount.format(minor, currencyScale);

    assertThat(DecimalAmount.parse(shown).toMinor(currencyScale)).isEqualTo(OptionalLong.of(minor));
    assertThat(new BigDecimal(shown))
        .isEqualByComparingTo(BigDecimal.valueOf(minor, currencyScale));
  }

  @Property
  void plainAndScientificNotationAreTheSameAmount(
      @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L)
          long unscaled,
      @ForAll @IntRange(max = 18) int scale) {
    BigDecimal value = BigDecimal.valueOf(unscaled, scale);
    DecimalAmount amount = new DecimalAmount(unscaled, scale);

    assertThat(DecimalAmount.parse(value.toPlainString())).isEqualTo(amount);
    assertThat(DecimalAmount.parse(value.unscaledValue() + "e-" + scale)).isEqualTo(amount);
    assertThat(amount.toBigDecimal()).isEqualByComparingTo(value);
    assertThat(DecimalAmount.parse(amount.toString())).isEqualTo(amount);
  }
}
