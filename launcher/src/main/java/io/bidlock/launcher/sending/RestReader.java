package io.bidlock.launcher.sending;

import io.bidlock.launcher.terminal.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Looks things up in an auction house over HTTP. */
public final class RestReader implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI house;

  public RestReader(URI house) {
    this.house = house;
  }

  /** How the house is; empty when there is no answer. */
  public Optional<Reply> health() {
    return get("/health");
  }

  /** An item as the public sees it; empty when there is no answer. */
  public Optional<Reply> item(String itemId) {
    return get("/api/v1/items/" + encoded(itemId));
  }

  /** A bid's decision; empty when there is no answer. */
  public Optional<Reply> bid(String bidId) {
    return get("/api/v1/bids/" + encoded(bidId));
  }

  @Override
  public void close() {
    client.close();
  }

  private Optional<Reply> get(String path) {
    try {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(house.resolve(path)).timeout(TIMEOUT).GET().build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(Reply.of(response.statusCode(), response.body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while asking " + house, e);
    }
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
