package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it is told what is wrong, and nothing of it gets into the log. */
class BidErrorsTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();
  private static final String ITEM = AuctionHouse.newId();
  private static final AtomicLong AMOUNT = new AtomicLong();

  @BeforeAll
  static void list() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(ITEM)));
    // Until the first bid the currency may be amended, and what it can hold is for the log.
    expect(200, bid("{\"user_id\":\"ann\",\"amount\":" + AMOUNT.addAndGet(100) + "}"));
    await()
        .until(() -> HOUSE.api().get("/api/v1/items/" + ITEM).body().contains("\"bid_count\":1"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no JSON                   | {                                                    | |
          half a body               | {"user_id":"ann","amount":12                         | |
          an array                  | [{"user_id":"ann","amount":12}]                      | |
          a number                  | 12                                                   | |
          something after           | {"user_id":"ann","amount":12} {}                     | |
          a field twice             | {"user_id":"ann","amount":12,"amount":13}            | |
          NaN                       | {"user_id":"ann","amount":NaN}                       | |
          infinite                  | {"user_id":"ann","amount":Infinity}                  | |
          a leading zero            | {"user_id":"ann","amount":012}                       | |
          deep                      | {"user_id":[[[[[[[[[[[[]]]]]]]]]]]],"amount":12}      | |
          half a character          | {"user_id":"\\ud800","amount":12}                     | |
          a control character       | {"user_id":"an\\u0000n","amount":12}                  | user_id |
          negative                  | {"user_id":"ann","amount":-12}                       | amount |
          zero                      | {"user_id":"ann","amount":0}                         | amount |
          negative zero             | {"user_id":"ann","amount":-0.00}                     | amount |
          huge                      | {"user_id":"ann","amount":1e15}                      | amount |
          hugest                    | {"user_id":"ann","amount":1e999999999}               | amount |
          tiny                      | {"user_id":"ann","amount":1e-999999999}              | amount |
          many digits               | {"user_id":"ann","amount":1234567890123456789012}    | amount |
          over-precise              | {"user_id":"ann","amount":12.345}                    | amount |
          amount is no amount       | {"user_id":"ann","amount":"twelve"}                  | amount |
          amount is an empty text   | {"user_id":"ann","amount":""}                        | amount |
          amount is NaN as a text   | {"user_id":"ann","amount":"NaN"}                     | amount |
          amount is an object       | {"user_id":"ann","amount":{"value":12}}              | amount |
          amount is true            | {"user_id":"ann","amount":true}                      | amount |
          amount is null            | {"user_id":"ann","amount":null}                      | amount |
          no amount                 | {"user_id":"ann"}                                    | amount |
          no user                   | {"amount":12}                                        | user_id |
          user is a number          | {"user_id":7,"amount":12}                            | user_id |
          user is empty             | {"user_id":"","amount":12}                           | user_id |
          user has a space          | {"user_id":"ann lee","amount":12}                    | user_id |
          unknown field             | {"user_id":"ann","amount":12,"colour":"red"}         | colour |
          unknown currency          | {"user_id":"ann","amount":12,"currency":"XQZ"}       | currency |
          currency is a number      | {"user_id":"ann","amount":12,"currency":840}         | currency |
          unknown channel           | {"user_id":"ann","amount":12,"channel":"telepathy"}  | channel |
          """)
  void aBadBodyIs400AndNamesTheField(String what, String body, String field, String nothing) {
    List<LogRecord> before = records();
    HttpResponse<String> response = expectProblem(400, bid(body));
    assertThat(text(response, "field")).as(what).isEqualTo(field == null ? "" : field);
    assertThat(text(response, "detail")).doesNotContainIgnoringCase("jackson").endsWith(".");
    assertThatOnlyAGoodBidIsAddedTo(before);
  }

  /** A good bid is read and decided after whatever got into the log before it. */
  private static void assertThatOnlyAGoodBidIsAddedTo(List<LogRecord> before) {
    String good = "{\"user_id\":\"zoe\",\"amount\":" + AMOUNT.addAndGet(100) + "}";
    String bidId =
        text(
            expect(
                200,
                HOUSE
                    .api()
                    .post(
                        "/api/v1/items/" + ITEM + "/bid",
                        good,
                        "Idempotency-Key",
                        AuctionHouse.newId())),
            "bid_id");
    List<LogRecord> after = records();
    assertThat(after).hasSize(before.size() + 1).startsWith(before.toArray(LogRecord[]::new));
    assertThat(after.get(before.size()).commandId()).isEqualTo(bidId);
  }

  /** What the log holds of the item; every bid that was answered is among it. */
  private static List<LogRecord> records() {
    return HOUSE.decider().seen().stream().filter(record -> record.itemId().equals(ITEM)).toList();
  }

  @Test
  void anUserWithALongIdIs400() {
    expectProblem(400, bid("{\"user_id\":\"" + "a".repeat(129) + "\",\"amount\":12}"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/items/{}/bid, application/json",
    "/api/v1/items/{}/bid, text/plain",
    "/api/v1/items, application/json",
    "/api/v1/users, application/x-www-form-urlencoded",
    "/api/v1/bids, application/json",
    "/api/v1/bids, application/x-ndjson"
  })
  void anEmptyBodyIs400WhateverItsTypeAndIsToldToBeEmpty(String path, String type) {
    HttpResponse<String> response =
        HOUSE.api().send("POST", path.replace("{}", ITEM), "", "Content-Type", type);
    assertThat(text(expectProblem(400, response), "detail")).isEqualTo("The body is empty.");
  }

  @Test
  void aLargeBodyIs413AndToldTheLimit() {
    HttpResponse<String> response =
        expectProblem(413, bid("{\"user_id\":\"ann\",\"amount\":12" + " ".repeat(20_000) + "}"));
    assertThat(text(response, "detail")).contains("16384");
  }

  @Test
  void aBodyTooLargeForAnythingIs413AndToldTheLimits() throws IOException {
    String head =
        "POST /api/v1/items/"
            + ITEM
            + "/bid HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 99999999\r\n\r\n";
    assertThat(wholeAnswer(head)).startsWith("HTTP/1.1 413").contains("8388608").contains("16384");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "application/json; charset=utf-16", "nonsense"})
  void anotherContentTypeIs415(String type) {
    expectProblem(
        415,
        HOUSE
            .api()
            .send(
                "POST",
                "/api/v1/items/" + ITEM + "/bid",
                "{\"user_id\":\"ann\",\"amount\":12}",
                "Content-Type",
                type));
  }

  @Test
  void noContentTypeIs415() {
    expectProblem(
        415, HOUSE.api().send("POST", "/api/v1/items/" + ITEM + "/bid", "{\"user_id\":\"ann\"}"));
  }

  @Test
  void anotherEncodingIs400() throws IOException {
    byte[] body = "{\"user_id\":\"ann\",\"amount\":12}".getBytes(StandardCharsets.UTF_16);
    String head =
        "POST /api/v1/items/"
            + ITEM
            + "/bid HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    assertThat(raw(head.getBytes(StandardCharsets.US_ASCII), body)).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/v1/items/{}/bid, POST",
    "GET, /api/v1/items/{}/bid, POST",
    "DELETE, /api/v1/items/{}, 'GET, PATCH'",
    "POST, /api/v1/items/{}/lock, 'DELETE, PUT'",
    "GET, /api/v1/items, POST",
    "DELETE, /api/v1/bids, POST",
    "POST, /api/v1/bids/1, GET",
    "GET, /api/v1/users, POST",
    "POST, /health, GET",
    "BREW, /api/v1/items/{}/bid, POST"
  })
  void anotherMethodIs405WithTheRightOnes(String method, String path, String allowed) {
    HttpResponse<String> response =
        expectProblem(405, HOUSE.api().json(method, path.replace("{}", ITEM), "{}"));
    assertThat(response.headers().firstValue("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1/nothing",
        "/api/v1/items/x/y/z",
        "/api/v2/items",
        "/healthy"
      })
  void anUnknownAddressIs404(String path) {
    expectProblem(404, HOUSE.api().get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-item", "%20", "%00", "a%20b", "%E2%82%AC"})
  void anUnknownItemIs404(String itemId) {
    expectProblem(404, HOUSE.api().get("/api/v1/items/" + itemId));
    expectProblem(
        404,
        HOUSE
            .api()
            .post("/api/v1/items/" + itemId + "/bid", "{\"user_id\":\"ann\",\"amount\":12}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "caf%e9", "a%C3", "%ED%A0%80", "%C0%AF"})
  void anAddressThatIsNotUtf8Is400(String itemId) {
    Api api = HOUSE.api();
    expectProblem(400, api.get("/api/v1/items/" + itemId));
    expectProblem(400, api.get("/api/v1/bids/" + itemId));
    String good = "{\"user_id\":\"ann\",\"amount\":12}";
    expectProblem(400, api.post("/api/v1/items/" + itemId + "/bid", good));
    expectProblem(
        400,
        api.send("DELETE", "/api/v1/items/" + ITEM + "/bids/b?reason=x&user_id=" + itemId, ""));
    assertThat(HOUSE.decider().seen()).noneMatch(record -> record.itemId().contains("\ufffd"));
  }

  @Test
  void anAddressThatIsNotEncodedIs400() throws IOException {
    String request = "GET /api/v1/items/caf\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThat(raw(request.getBytes(StandardCharsets.UTF_8))).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "\u00e9 ", "x\ty"})
  void aBadIdempotencyKeyIs400(String key) throws IOException {
    String body = "{\"user_id\":\"ann\",\"amount\":12}";
    String request =
        """
        POST /api/v1/items/%s/bid HTTP/1.1\r
        Host: x\r
        Content-Type: application/json\r
        Idempotency-Key: %sz\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(ITEM, key, body.length(), body);
    assertThat(raw(request.getBytes(StandardCharsets.UTF_8))).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUBBISH\r\n\r\n",
        "GET /api/v1/items/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
        """
        POST /api/v1/bids HTTP/1.1\r
        Host: x\r
        Content-Type: application/json\r
        Transfer-Encoding: chunked\r
        \r
        zz\r
        {}\r
        """,
        """
        POST /api/v1/bids HTTP/1.1\r
        Host: x\r
        Content-Type: application/json\r
        Content-Length: -5\r
        \r
        []\
        """,
        """
        POST /api/v1/bids HTTP/1.1\r
        Host: x\r
        Content-Type: application/json\r
        Content-Length: twelve\r
        \r
        []\
        """
      })
  void brokenHttpIsTheClientsFault(String request) throws IOException {
    assertThat(raw(request.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 4");
    expect(200, HOUSE.api().get("/health"));
  }

  private static HttpResponse<String> bid(String body) {
    Api api = HOUSE.api();
    return api.post("/api/v1/items/" + ITEM + "/bid", body);
  }

  /** What is answered to a head without its body, up to the end of the connection. */
  private static String wholeAnswer(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HOUSE.instance().port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends bytes as they are; what comes first is the status line. */
  private static String raw(byte[]... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HOUSE.instance().port())) {
      socket.setSoTimeout(20_000);
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
      }
      socket.getOutputStream().flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
