package io.bidlock.auction.listing;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.listing.ExampleTerms.tulips;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.money.Increments;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which terms an auction can be held under, and what they mean. */
final class ListingTest {
  @Test
  void aTeapotIsListedWithTheUsualTermsWhereNoneAreGiven() throws InvalidListing {
    Listing listing = Listing.of(teapot());

    assertThat(listing.sellerId()).isEqualTo("seller-1");
    assertThat(listing.title()).isEqualTo("Silver teapot");
    assertThat(listing.category()).isEqualTo("silver");
    assertThat(listing.currency()).isEqualTo("USD");
    assertThat(listing.currencyScale()).isEqualTo(2);
    assertThat(listing.format()).isEqualTo(Format.ENGLISH);
    assertThat(listing.proxy()).isFalse();
    assertThat(listing.startMinor()).isEqualTo(1_000);
    assertThat(listing.reserveMinor()).isEmpty();
    assertThat(listing.buyNowMinor()).isEmpty();
    assertThat(listing.increments()).isEqualTo(Increments.EBAY);
    assertThat(listing.opensAtMillis()).isEqualTo(millis("2026-11-21T18:00:00Z"));
    assertThat(listing.closesAtMillis()).isEqualTo(millis("2026-11-21T19:00:00Z"));
    assertThat(listing.softClose()).isEqualTo(SoftClose.NONE);
    assertThat(listing.dutch()).isEqualTo(DutchClock.NONE);
    assertThat(listing.retractable()).isFalse();
    assertThat(listing.goodsId()).isEmpty();
    assertThat(listing.saleId()).isEmpty();
    assertThat(listing.relistedFrom()).isEmpty();
    assertThat(listing.terms()).isEqualTo(teapot());
  }

  @Test
  void everyTermThatIsGivenIsKept() throws InvalidListing {
    Listing listing =
        Listing.of(
            teapot(
                "proxy", "true",
                "reserve_price", "50",
                "buy_now_price", "100.50",
                "increment", "50:1;*:2.5",
                "soft_close_window", "PT2M",
                "soft_close_extension", "PT3M",
                "soft_close_limit", "PT1H",
                "retractable", "true",
                "goods_id", "goods-1",
                "sale_id", "sale-1",
                "relisted_from", "item-0"));

    assertThat(listing.proxy()).isTrue();
    assertThat(listing.reserveMinor()).hasValue(5_000);
    assertThat(listing.buyNowMinor()).hasValue(10_050);
    assertThat(listing.increments()).isEqualTo(Increments.parse("50:1;*:2.5", 2));
    assertThat(listing.softClose()).isEqualTo(new SoftClose(120_000, 180_000, 3_600_000));
    assertThat(listing.retractable()).isTrue();
    assertThat(listing.goodsId()).hasValue("goods-1");
    assertThat(listing.saleId()).hasValue("sale-1");
    assertThat(listing.relistedFrom()).hasValue("item-0");
    assertThat(listing.decimal(5_005)).isEqualTo("50.05");
  }

  @Test
  void aSoftCloseExtendsByItsWindowWithoutLimitUnlessToldOtherwise() throws InvalidListing {
    assertThat(Listing.of(teapot("soft_close_window", "PT90S")).softClose())
        .isEqualTo(new SoftClose(90_000, 90_000, Long.MAX_VALUE));
  }

  @Test
  void aDutchAuctionFallsToOneMinorUnitUnlessToldOtherwise() throws InvalidListing {
    assertThat(Listing.of(tulips()).dutch()).isEqualTo(new DutchClock(500, 60_000, 1));
    assertThat(Listing.of(tulips("dutch_floor", "100")).dutch())
        .isEqualTo(new DutchClock(500, 60_000, 10_000));
  }

  @Test
  void yenHaveNoDecimalsAndDinarsHaveThree() throws InvalidListing {
    Listing yen = Listing.of(teapot("currency", "JPY", "start_price", "500", "increment", "100"));
    Listing dinars =
        Listing.of(teapot("currency", "KWD", "start_price", "0.125", "increment", "0.005"));

    assertThat(yen.startMinor()).isEqualTo(500);
    assertThat(yen.decimal(500)).isEqualTo("500");
    assertThat(dinars.startMinor()).isEqualTo(125);
    assertThat(dinars.decimal(125)).isEqualTo("0.125");
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"SEALED_FIRST_PRICE", "SEALED_SECOND_PRICE", "DUTCH"})
  void whereNoBidMustBeatAnotherNoIncrementIsNeededForYen(Format format) throws InvalidListing {
    Terms yen = format == Format.DUTCH ? tulips() : teapot();
    Listing listing =
        Listing.of(yen.amendedBy(ExampleTerms.terms("currency", "JPY", "format", format.name())));

    assertThat(listing.increments()).isEqualTo(Increments.parse("1", 0));
  }

  @Test
  void aTermWithAnEmptyTextIsTheSameAsNone() throws InvalidListing {
    assertThat(Listing.of(teapot("reserve_price", "", "proxy", "", "goods_id", "")))
        .isEqualTo(Listing.of(teapot()));
  }

  @ParameterizedTest
  @CsvSource({
    "ENGLISH, false",
    "REVERSE, false",
    "DUTCH, false",
    "SEALED_FIRST_PRICE, true",
    "SEALED_SECOND_PRICE, true"
  })
  void sealedBidsAreSecretAndKept(Format format, boolean sealed) throws InvalidListing {
    Listing listing =
        Listing.of(format == Format.DUTCH ? tulips() : teapot("format", format.name()));

    assertThat(format.sealed()).isEqualTo(sealed);
    assertThat(listing.secretAmounts()).isEqualTo(sealed);
    assertThat(listing.keepsBook()).isEqualTo(sealed);
  }

  @Test
  void maximaBidByProxyAreSecretAndRetractableBidsAreKept() throws InvalidListing {
    assertThat(Listing.of(teapot("proxy", "true")).secretAmounts()).isTrue();
    assertThat(Listing.of(teapot("proxy", "true")).keepsBook()).isFalse();
    assertThat(Listing.of(teapot("retractable", "true")).keepsBook()).isTrue();
    assertThat(Listing.of(teapot("retractable", "false")).keepsBook()).isFalse();
  }

  @Test
  void aReserveIsMetFromItUpwardsAndInAReverseAuctionDownwards() throws InvalidListing {
    Listing up = Listing.of(teapot("reserve_price", "50"));
    Listing down = Listing.of(teapot("format", "REVERSE", "reserve_price", "5"));

    assertThat(up.reserveMet(4_999)).isFalse();
    assertThat(up.reserveMet(5_000)).isTrue();
    assertThat(down.reserveMet(501)).isFalse();
    assertThat(down.reserveMet(500)).isTrue();
    assertThat(Listing.of(teapot()).reserveMet(1)).isTrue();
  }

  @Test
  void pricesMayBeEqualToOneAnother() throws InvalidListing {
    Listing.of(teapot("reserve_price", "10", "buy_now_price", "10"));
    Listing.of(teapot("format", "REVERSE", "reserve_price", "10", "buy_now_price", "10"));
    assertThat(Listing.of(teapot("start_price", "10000000000000")).startMinor())
        .isEqualTo(DecimalAmount.MAX_MINOR);
  }

  @Test
  void timesReachFromTheEpochToTheYear9999() throws InvalidListing {
    Listing listing =
        Listing.of(
            teapot("opens_at", "1970-01-01T00:00:00Z", "closes_at", "9999-12-31T23:59:59.999Z"));

    assertThat(listing.opensAtMillis()).isZero();
    assertThat(listing.closesAtMillis()).isEqualTo(253_402_300_799_999L);
  }

  @Test
  void timesWithAnOffsetAreTheSameInstant() throws InvalidListing {
    assertThat(Listing.of(teapot("opens_at", "2026-11-21T19:30:00+01:30")).opensAtMillis())
        .isEqualTo(millis("2026-11-21T18:00:00Z"));
  }

  private static final String NO_AMOUNT =
      "start_price must be a decimal number of at most 18 digits";

  /** What is wrong, and the words with which it is told. */
  private record Complaint(Terms terms, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  private static Complaint teapotWith(String field, String text, String message) {
    return new Complaint(teapot(field, text), message);
  }

  static Stream<Complaint> absentTerms() {
    return Stream.of(
            "seller_id",
            "title",
            "category",
            "currency",
            "format",
            "start_price",
            "opens_at",
            "closes_at")
        .map(field -> teapotWith(field, "", field + " is required"));
  }

  static Stream<Complaint> unreadableTerms() {
    return Stream.of(
        teapotWith("currency", "DOLLAR", "currency 'DOLLAR' is not an ISO 4217 code"),
        teapotWith("currency", "usd", "currency 'usd' is not an ISO 4217 code"),
        teapotWith("currency", "XXX", "currency 'XXX' is not an ISO 4217 code"),
        teapotWith(
            "format", "english", "format 'english' is none of " + Arrays.toString(Format.values())),
        teapotWith("proxy", "yes", "proxy must be true or false, not 'yes'"),
        teapotWith("retractable", "TRUE", "retractable must be true or false, not 'TRUE'"),
        teapotWith("start_price", "ten", NO_AMOUNT),
        teapotWith("start_price", "NaN", NO_AMOUNT),
        teapotWith("start_price", "0", "start_price 0 must be over zero and fit the currency"),
        teapotWith("start_price", "-1", "start_price -1 must be over zero and fit the currency"),
        teapotWith(
            "start_price", "1.005", "start_price 1.005 must be over zero and fit the currency"),
        teapotWith(
            "start_price",
            "10000000000000.01",
            "start_price 10000000000000.01 must be over zero and fit the currency"),
        teapotWith("start_price", "1e2147483647", NO_AMOUNT),
        teapotWith("reserve_price", "x", NO_AMOUNT.replace("start", "reserve")),
        teapotWith("buy_now_price", "x", NO_AMOUNT.replace("start", "buy_now")),
        teapotWith(
            "increment", "0", "increment '0' cannot be read: an increment must be over zero"),
        teapotWith(
            "increment",
            "5:1",
            "increment '5:1' cannot be read: an increment table ends with '*:step'"),
        teapotWith(
            "opens_at",
            "tomorrow",
            "opens_at 'tomorrow' is no ISO 8601 instant like 2026-11-21T18:00:00Z"),
        teapotWith(
            "closes_at",
            "2026-11-21",
            "closes_at '2026-11-21' is no ISO 8601 instant like 2026-11-21T18:00:00Z"),
        teapotWith(
            "closes_at",
            "+1000000000-12-31T23:59:59.999999999Z",
            "closes_at '+1000000000-12-31T23:59:59.999999999Z' is no ISO 8601 instant like"
                + " 2026-11-21T18:00:00Z"),
        teapotWith(
            "closes_at",
            "+10000-01-01T00:00:00Z",
            "closes_at must be between the years 1970 and 9999"),
        teapotWith(
            "opens_at",
            "1969-12-31T23:59:59.999Z",
            "opens_at must be between the years 1970 and 9999"),
        teapotWith(
            "soft_close_window",
            "2 minutes",
            "soft_close_window '2 minutes' is no ISO 8601 duration like PT2M"),
        teapotWith(
            "soft_close_window",
            "PT9223372036854775807S",
            "soft_close_window 'PT9223372036854775807S' is no ISO 8601 duration like PT2M"),
        teapotWith(
            "soft_close_window", "-PT2M", "soft_close_window must be between zero and ten years"),
        teapotWith(
            "soft_close_window", "P3661D", "soft_close_window must be between zero and ten years"),
        teapotWith(
            "soft_close_extension",
            "P1M",
            "soft_close_extension 'P1M' is no ISO 8601 duration like PT2M"));
  }

  static Stream<Complaint> termsThatDoNotGoTogether() {
    return Stream.of(
        new Complaint(
            teapot("format", "REVERSE", "proxy", "true"), "proxy is for ENGLISH auctions only"),
        teapotWith("reserve_price", "9.99", "reserve_price must not be under start_price"),
        new Complaint(
            teapot("format", "REVERSE", "reserve_price", "10.01"),
            "reserve_price must not be over start_price"),
        new Complaint(
            tulips("reserve_price", "100"),
            "reserve_price is not for DUTCH auctions; use dutch_floor"),
        new Complaint(
            teapot("format", "SEALED_FIRST_PRICE", "buy_now_price", "20"),
            "buy_now_price is for ENGLISH and REVERSE auctions only"),
        new Complaint(
            tulips("buy_now_price", "200"),
            "buy_now_price is for ENGLISH and REVERSE auctions only"),
        teapotWith("buy_now_price", "9.99", "buy_now_price must not be under start_price"),
        new Complaint(
            teapot("format", "REVERSE", "buy_now_price", "10.01"),
            "buy_now_price must not be over start_price"),
        new Complaint(
            teapot("reserve_price", "50", "buy_now_price", "49.99"),
            "buy_now_price must meet reserve_price"),
        new Complaint(
            teapot("format", "REVERSE", "reserve_price", "5", "buy_now_price", "5.01"),
            "buy_now_price must meet reserve_price"),
        teapotWith("closes_at", "2026-11-21T18:00:00Z", "closes_at must be after opens_at"),
        teapotWith("closes_at", "2026-11-21T17:59:59Z", "closes_at must be after opens_at"),
        teapotWith("currency", "JPY", "increment is required for a currency without two decimals"),
        new Complaint(
            teapot("currency", "KWD", "format", "REVERSE"),
            "increment is required for a currency without two decimals"),
        teapotWith(
            "soft_close_extension", "PT1M", "soft_close_extension needs a soft_close_window"),
        teapotWith("soft_close_limit", "PT1M", "soft_close_limit needs a soft_close_window"));
  }

  static Stream<Complaint> dutchTermsThatDoNotGoTogether() {
    String elsewhere = " is for DUTCH auctions only";
    String needed = " is required for a DUTCH auction";
    String positive = "dutch_interval must be over zero";
    return Stream.of(
        teapotWith("dutch_step", "1", "dutch_step" + elsewhere),
        teapotWith("dutch_interval", "PT1M", "dutch_interval" + elsewhere),
        teapotWith("dutch_floor", "1", "dutch_floor" + elsewhere),
        new Complaint(tulips("dutch_step", ""), "dutch_step" + needed),
        new Complaint(tulips("dutch_interval", ""), "dutch_interval" + needed),
        new Complaint(tulips("dutch_interval", "PT0S"), positive),
        new Complaint(tulips("dutch_interval", "PT0.0009S"), positive),
        new Complaint(tulips("dutch_floor", "100.01"), "dutch_floor is over start_price"),
        new Complaint(
            tulips("dutch_step", "0"), "dutch_step 0 must be over zero and fit the currency"));
  }

  @ParameterizedTest
  @MethodSource({
    "absentTerms",
    "unreadableTerms",
    "termsThatDoNotGoTogether",
    "dutchTermsThatDoNotGoTogether"
  })
  void anAuctionThatCannotBeHeldIsRefusedByName(Complaint complaint) {
    assertThatExceptionOfType(InvalidListing.class)
        .isThrownBy(() -> Listing.of(complaint.terms))
        .withMessage(complaint.message);
    assertThat(Term.ofField(complaint.message.split(" ")[0])).as("the field to blame").isPresent();
  }

  @Test
  void formatsKeepTheirNumbersForEver() {
    assertThat(Arrays.stream(Format.values()).map(format -> format + "=" + format.code()))
        .isEqualTo(
            List.of(
                "ENGLISH=1",
                "REVERSE=2",
                "SEALED_FIRST_PRICE=3",
                "SEALED_SECOND_PRICE=4",
                "DUTCH=5"));
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
