package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static io.bidlock.ingest.house.Answered.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.ingest.house.AuctionHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bids of a client that hangs up count, and nothing more is said of it than a line. */
class HangUpTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();
  private static final Logger ROOT = Logger.getLogger("");

  private final String itemId = AuctionHouse.newId();
  private final Diary diary = new Diary();

  /** What is logged. */
  private static final class Diary extends Handler {
    private final List<LogRecord> entries = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      entries.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void list() {
    expect(201, HOUSE.api().post("/api/v1/items", AuctionHouse.listing(itemId)));
    ROOT.addHandler(diary);
  }

  @AfterEach
  void listenNoMore() {
    ROOT.removeHandler(diary);
  }

  @Test
  void duringTheAnswerToManyBids() throws IOException {
    int count = 2_000;
    String bids =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                index ->
                    "{\"item_id\":\"%s\",\"user_id\":\"b%d\",\"amount\":%d}"
                        .formatted(itemId, index % 7, 1_000 * index))
            .collect(Collectors.joining("\n"));
    try (Socket socket = send("/api/v1/bids", "application/x-ndjson", bids)) {
      assertThat(socket.getInputStream().read()).as("the answer has begun").isEqualTo('H');
      hangUp(socket);
    }
    assertThatOnlyALineIsSaid();
    await().until(() -> item().contains("\"bid_count\":" + count));
  }

  @Test
  void whileTheBidWaitsForItsDecision() throws IOException {
    HOUSE.decider().pause();
    try (Socket socket =
        send(
            "/api/v1/items/" + itemId + "/bid",
            "application/json",
            "{\"user_id\":\"ann\",\"amount\":12}")) {
      await().until(() -> number(HOUSE.api().get("/health"), "requests_waiting") > 0);
      hangUp(socket);
    } finally {
      HOUSE.decider().resume();
    }
    assertThatOnlyALineIsSaid();
    await().until(() -> item().contains("\"bid_count\":1"));
  }

  private String item() {
    return HOUSE.api().get("/api/v1/items/" + itemId).body();
  }

  private void assertThatOnlyALineIsSaid() {
    await()
        .until(
            () ->
                diary.entries.stream()
                    .anyMatch(entry -> entry.getMessage().startsWith("A client hung up")));
    assertThat(diary.entries).allMatch(entry -> entry.getThrown() == null);
  }

  private static Socket send(String path, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, type, bytes.length);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), HOUSE.instance().port());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return socket;
  }

  /** At once, so that the next write to it fails. */
  private static void hangUp(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
