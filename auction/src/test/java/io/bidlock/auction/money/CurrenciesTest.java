package io.bidlock.auction.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;

class CurrenciesTest {
  @Test
  void currenciesHaveTheirOwnDecimals() {
    assertThat(Currencies.scale("USD")).hasValue(2);
    assertThat(Currencies.scale("JPY")).hasValue(0);
    assertThat(Currencies.scale("KWD")).hasValue(3);
    assertThat(Currencies.scale("CLF")).hasValue(4);
  }

  @Test
  void metalsAndNonsenseAreNoMoney() {
    assertThat(Currencies.scale("XAU")).isEmpty();
    assertThat(Currencies.scale("usd")).isEmpty();
    assertThat(Currencies.scale("")).isEmpty();
  }

  /** Of the codes that this JDK knows too; which those are is no business of the rules. */
  @Test
  void noAmountMeansSomethingElseThanInTheJdk() {
    for (Currency currency : Currency.getAvailableCurrencies()) {
      Currencies.scale(currency.getCurrencyCode())
          .ifPresent(
              scale ->
                  assertThat(scale)
                      .as(currency.getCurrencyCode())
                      .isEqualTo(currency.getDefaultFractionDigits()));
    }
  }
}
