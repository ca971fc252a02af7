package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.expectProblem;
import static io.bidlock.ingest.house.Answered.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.auction.log.Position;
import io.bidlock.ingest.house.AuctionHouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many bids at once: an answer a line, in order. */
class BulkBidsTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private final String itemId = AuctionHouse.newId();

  @BeforeEach
  void list() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
  }

  private String line(String bidder, String amount, String... more) {
    return "{\"item_id\":\""
        + itemId
        + "\",\"user_id\":\""
        + bidder
        + "\",\"amount\":"
        + amount
        + String.join("", more)
        + "}";
  }

  private static HttpResponse<String> send(String type, String body) {
    return HOUSE.api().send("POST", "/api/v1/bids", body, "Content-Type", type);
  }

  private static List<String> statuses(HttpResponse<String> response) {
    return response
        .body()
        .lines()
        .map(line -> line.replaceAll("^\\{\"line\":(\\d+).*?\"status\":(\\d+).*", "$1:$2"))
        .toList();
  }

  @Test
  void eachLineIsAnsweredInItsOrder() {
    String body =
        String.join(
            "\n",
            line("ann", "10"),
            "",
            line("bob", "11", ",\"idempotency_key\":\"k\""),
            "rubbish",
            line("bob", "11", ",\"idempotency_key\":\"k\""),
            line("bob", "-1"),
            line("cy", "20").replace(itemId, "nobody-knows-it"),
            line("cy", "20", ",\"colour\":\"red\""));
    HttpResponse<String> response = expect(200, send("application/x-ndjson", body));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(statuses(response))
        .containsExactly("1:200", "2:200", "3:400", "4:200", "5:400", "6:404", "7:400");
    List<String> lines = response.body().lines().toList();
    assertThat(lines.get(1).replace("\"line\":2", ""))
        .isEqualTo(lines.get(3).replace("\"line\":4", ""));
  }

  @Test
  void anArrayIsAnsweredTheSameWay() {
    String body = "[" + line("ann", "10") + ", 5, " + line("bob", "10.5") + "]";
    assertThat(statuses(expect(200, send("application/json", body))))
        .containsExactly("1:200", "2:400", "3:200");
  }

  @Test
  void whatCameBeforeABrokenPlaceIsAnswered() {
    HttpResponse<String> response =
        expect(200, send("application/json", "[" + line("ann", "10") + ",{\"x\":"));
    assertThat(statuses(response)).containsExactly("1:200", "2:400");
  }

  @Test
  void aBodyThatIsNoListIs400AndAnotherTypeIs415() {
    expectProblem(400, send("application/json", "{}"));
    expectProblem(400, send("application/json", "nothing"));
    expectProblem(415, send("text/csv", "a,b"));
    assertThat(expect(200, send("application/json", "[]")).body()).isEmpty();
  }

  @Test
  void thousandsAreTakenAndDecidedInOrder() {
    int count = 3_000;
    String body =
        IntStream.rangeClosed(1, count)
            .mapToObj(index -> line("b" + index % 7, Integer.toString(1_000 * index)))
            .collect(Collectors.joining("\n"));
    HttpResponse<String> response = expect(200, send("application/x-ndjson", body));
    List<String> lines = response.body().lines().toList();
    assertThat(lines).hasSize(count);
    // All in the log; those the deciding was too slow for are told so.
    assertThat(statuses(response)).allMatch(status -> status.matches("\\d+:20[02]"));
    List<Position> places =
        lines.stream().map(line -> Position.parse(text(line, "event_id"))).toList();
    assertThat(places.stream().map(Position::partition).distinct()).hasSize(1);
    assertThat(places.stream().map(Position::offset))
        .isSortedAccordingTo(Comparator.naturalOrder())
        .doesNotHaveDuplicates();
    await().until(() -> found(lines.get(count - 1)).statusCode() == 200);
    for (String line : lines) {
      HttpResponse<String> decided = expect(200, found(line));
      assertThat(text(decided, "status")).as(line).isEqualTo("accepted");
      assertThat(text(decided, "event_id")).isEqualTo(text(line, "event_id"));
    }
    assertThat(HOUSE.api().get("/api/v1/items/" + itemId).body())
        .contains("\"bid_count\":" + count)
        .contains("\"current_bid\":" + 1_000 * count);
  }

  private static HttpResponse<String> found(String line) {
    return HOUSE.api().get("/api/v1/bids/" + text(line, "bid_id"));
  }

  @Test
  void tooManyOrTooLargeIsSaid() throws IOException {
    String one = line("sue", "-1");
    String body =
        IntStream.rangeClosed(1, BulkBids.MAX_BIDS + 5)
            .mapToObj(index -> one)
            .collect(Collectors.joining("\n"));
    List<String> lines = expect(200, send("application/x-ndjson", body)).body().lines().toList();
    assertThat(lines).hasSize(BulkBids.MAX_BIDS + 1);
    assertThat(lines.get(BulkBids.MAX_BIDS)).contains("\"status\":413").contains("10000 bids");
    assertThat(text(expectProblem(413, send("application/x-ndjson", "x".repeat(20_000))), "detail"))
        .isEqualTo("A line may have at most 16384 bytes.");
    assertThat(answerToABodyOf(BulkBids.MAX_BYTES + 1)).startsWith("HTTP/1.1 413");
  }

  /** The status line. It comes before the body is sent, which whoever goes on sending may miss. */
  private static String answerToABodyOf(long bytes) throws IOException {
    String head =
        "POST /api/v1/bids HTTP/1.1\r\nHost: bidlock\r\nContent-Type: application/json\r\n"
            + ("Content-Length: " + bytes + "\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HOUSE.instance().port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
