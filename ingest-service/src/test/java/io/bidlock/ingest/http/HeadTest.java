package io.bidlock.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.ingest.house.Answered;
import io.bidlock.ingest.house.AuctionHouse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HEAD gets the header of what GET gets, and not a byte more: the next answer would begin there.
 */
class HeadTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  /** What comes back on a connection of its own, where no client tidies up. */
  private static String answers(String... requestLines) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (String requestLine : requestLines) {
      requests.append(requestLine).append(" HTTP/1.1\r\nHost: bidlock\r\n\r\n");
    }
    try (Socket socket = new Socket("127.0.0.1", HOUSE.instance().port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/health, 200",
    "/api/v1/items/nobody-knows-it, 404",
    "/api/v1/users, 405",
    "/nowhere, 404"
  })
  void anAnswerToHeadEndsWithItsHeader(String path, int status) throws IOException {
    assertThat(answers("HEAD " + path))
        .startsWith("HTTP/1.1 " + status)
        .endsWith("\r\n\r\n")
        .containsOnlyOnce("\r\n\r\n");
  }

  @Test
  void itTellsTheLengthThatGetWouldHave() throws IOException {
    String itemId = AuctionHouse.newId();
    Answered.expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    String path = "/api/v1/items/" + itemId;
    int length = HOUSE.api().get(path).body().getBytes(StandardCharsets.UTF_8).length;
    assertThat(answers("HEAD " + path)).containsIgnoringCase("\r\nContent-Length: " + length);
  }

  @Test
  void theNextAnswerOnTheSameConnectionIsNotMistaken() throws IOException {
    String[] answers = answers("HEAD /health", "GET /health").split("\r\n\r\n");
    assertThat(answers).hasSize(3);
    assertThat(answers[1]).startsWith("HTTP/1.1 200");
    assertThat(answers[2]).startsWith("{\"status\"");
  }
}
