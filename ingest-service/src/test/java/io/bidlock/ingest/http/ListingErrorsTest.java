package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.ingest.house.AuctionHouse;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terms under which no auction can be held are refused, in a listing as in an amendment. */
class ListingErrorsTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();
  private static final String ITEM = AuctionHouse.newId();
  private static final String PATH = "/api/v1/items/" + ITEM;

  @BeforeAll
  static void list() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(ITEM)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          start_price       | true
          start_price       | null
          start_price       | {}
          start_price       | [10]
          start_price       | "ten"
          start_price       | "NaN"
          start_price       | -5
          start_price       | 0
          start_price       | 12.345
          start_price       | 1e15
          start_price       | 1e999999999
          title             | 5
          title             | null
          title             | ""
          title             | "a\\u0000b"
          title             | "a\\nb"
          category          | false
          currency          | "XQZ"
          currency          | "usd"
          currency          | 840
          currency          | null
          format            | "GERMAN"
          format            | "english"
          format            | 1
          proxy             | "yes"
          proxy             | 1
          retractable       | "maybe"
          closes_at         | "tomorrow"
          closes_at         | 1795262400
          closes_at         | "2026-02-30T00:00:00Z"
          closes_at         | "2026-11-21 18:00"
          closes_at         | "+999999999-12-31T23:59:59Z"
          closes_at         | "2000-01-01T00:00:00Z"
          opens_at          | "2000-01-01"
          opens_at          | "-0001-01-01T00:00:00Z"
          soft_close_window | "5 minutes"
          soft_close_window | "PT-1S"
          soft_close_window | "P99999999999999D"
          soft_close_limit  | "PT1H"
          reserve_price     | 5
          buy_now_price     | 5
          increment         | "0"
          increment         | "10:1"
          increment         | "10:1;5:1;*:1"
          increment         | "cheap"
          dutch_step        | 1
          seller_id         | "a b"
          seller_id         | 7
          seller_id         | null
          colour            | "red"
          """)
  void aBadTermIs400AndChangesNothing(String field, String value) {
    String itemId = AuctionHouse.newId();
    String term = "\"" + field + "\":" + value;
    HttpResponse<String> listed =
        expectProblem(400, HOUSE.api().post("/api/v1/items", listingWith(itemId, field, term)));
    assertThat(text(listed, "field")).isEqualTo(field);
    expectProblem(404, HOUSE.api().get("/api/v1/items/" + itemId));

    String before = HOUSE.api().get(PATH).body();
    expectProblem(400, HOUSE.api().json("PATCH", PATH, "{" + term + "}"));
    assertThat(HOUSE.api().get(PATH).body()).isEqualTo(before);
  }

  /** The plain listing with a term in the place of its own. */
  private static String listingWith(String itemId, String field, String term) {
    return AuctionHouse.listing(itemId)
        .replaceFirst("\"" + field + "\":(\"[^\"]*\"|[0-9.]+),?", "")
        .replaceFirst(",?\\}$", Matcher.quoteReplacement("," + term + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "increment      | \"currency\":\"JPY\"",
        "dutch_interval | \"format\":\"DUTCH\",\"dutch_step\":1",
        "reserve_price  | \"reserve_price\":5",
        "closes_at      |"
            + " \"closes_at\":\"2001-01-01T00:00:00Z\",\"opens_at\":\"2000-01-01T00:00:00Z\""
      })
  void theTermToBlameIsNamedWhoeverFindsItOut(String field, String terms) {
    HttpResponse<String> amended =
        expectProblem(400, HOUSE.api().json("PATCH", PATH, "{" + terms + "}"));
    assertThat(text(amended, "reason")).isEqualTo("INVALID_LISTING");
    assertThat(text(amended, "field")).isEqualTo(field);
    assertThat(text(amended, "detail")).startsWith(field + " ").endsWith(".");
  }

  @Test
  void anAmendmentOfNothingIsToldSo() {
    HttpResponse<String> response = expectProblem(400, HOUSE.api().json("PATCH", PATH, "{}"));
    assertThat(text(response, "type")).isEqualTo("urn:bidlock:problem:nothing-to-change");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity", "012", "'1,5'", "0x10", "1_000"})
  void whatIsNoJsonNumberIs400(String price) {
    String body = "{\"start_price\":" + price + "}";
    expectProblem(400, HOUSE.api().post("/api/v1/items", body));
    expectProblem(400, HOUSE.api().json("PATCH", PATH, body));
  }

  @Test
  void aLongTermIs400AndALargeBody413() {
    String term = "\"title\":\"" + "x".repeat(1_001) + "\"";
    String body = listingWith(AuctionHouse.newId(), "title", term);
    assertThat(text(expectProblem(400, HOUSE.api().post("/api/v1/items", body)), "field"))
        .isEqualTo("title");
    expectProblem(400, HOUSE.api().json("PATCH", PATH, "{" + term + "}"));
    String large = "{\"title\":\"x\"" + " ".repeat(20_000) + "}";
    expectProblem(413, HOUSE.api().post("/api/v1/items", large));
    expectProblem(413, HOUSE.api().json("PATCH", PATH, large));
  }
}
