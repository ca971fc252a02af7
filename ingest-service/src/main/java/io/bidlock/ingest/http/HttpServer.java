package io.bidlock.ingest.http;

import io.bidlock.ingest.bidders.BidderDirectory;
import io.bidlock.ingest.board.PriceBoard;
import io.bidlock.ingest.commands.CommandDesk;
import io.bidlock.ingest.decisions.BidIndex;
import io.bidlock.ingest.decisions.BidIndexFeed;
import io.bidlock.ingest.lock.HeldItems;
import io.bidlock.ingest.log.AuctionLog;
import io.bidlock.ingest.log.LogEnds;
import io.bidlock.ingest.log.TopicFollower;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** The REST interface: what stands at which address, and the server that serves it. */
public final class HttpServer implements AutoCloseable {
  private static final String API = "/api/v1";
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What the resources work with. */
  public record Parts(
      CommandDesk desk,
      PriceBoard board,
      HeldItems heldItems,
      BidderDirectory bidders,
      AuctionLog log,
      TopicFollower users,
      LogEnds ends,
      BidIndex index,
      BidIndexFeed feed,
      BidMetrics metrics,
      Supplier<HealthResource.Health> health,
      Duration patience,
      Clock clock) {}

  private final WebServer server;

  private HttpServer(WebServer server) {
    this.server = server;
  }

  /**
   * Finds out whether it could listen there, before anything else is begun.
   *
   * @throws IllegalStateException when the port is taken or there is no such address
   */
  public static void requireFree(String bindAddress, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(bindAddress), port));
    } catch (IOException e) {
      throw notFree(bindAddress, port, e);
    }
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException when the port is taken or there is no such address
   */
  public static HttpServer start(String bindAddress, int port, Parts parts) {
    WebServer server =
        WebServer.builder()
            .address(address(bindAddress))
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .maxPayloadSize(BulkBids.MAX_BYTES)
            .directHandlers(Failures.directHandlers())
            .addFeature(metrics())
            .routing(routing -> route(routing, parts))
            .build()
            .start();
    if (!server.isRunning()) {
      // Helidon only logs why.
      throw notFree(bindAddress, port, new IOException("the server does not run"));
    }
    return new HttpServer(server);
  }

  private static InetAddress address(String bindAddress) {
    try {
      return InetAddress.getByName(bindAddress);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "'" + bindAddress + "' (--bind-address) is no address of this machine", e);
    }
  }

  private static IllegalStateException notFree(String bindAddress, int port, IOException why) {
    return new IllegalStateException(
        "it cannot listen on "
            + bindAddress
            + ":"
            + port
            + " ("
            + why.getMessage()
            + "). Choose another --port, or 0 for any free one.",
        why);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static ObserveFeature metrics() {
    return ObserveFeature.builder()
        .observersDiscoverServices(false)
        .endpoint("/")
        .addObserver(MetricsObserver.builder().endpoint("metrics").build())
        .build();
  }

  private static void route(HttpRouting.Builder routing, Parts parts) {
    BidTaker taker =
        new BidTaker(
            parts.desk(), parts.board(), parts.heldItems(), parts.bidders(), parts.clock());
    routing.addFilter(Paths::requireUtf8);
    routing.register(new HealthResource(parts.health(), parts.clock()));
    routing.register(
        API,
        new BidResource(
            taker, parts.desk(), parts.index(), parts.feed(), parts.metrics(), parts.clock()),
        new ItemResource(parts.desk(), parts.board(), parts.patience(), parts.clock()),
        new LockResource(parts.desk()),
        new UserResource(
            parts.log(), parts.bidders(), parts.users(), parts.ends(), parts.patience()),
        new BulkBids(taker, parts.metrics()));
    routing.any(
        (request, response) -> {
          // Metrics come after the routing that is written here.
          if (request.path().path().startsWith("/metrics")) {
            response.next();
            return;
          }
          Reply.problem(
                  ProblemType.UNKNOWN_ROUTE, "There is nothing at " + request.path().path() + ".")
              .send(request, response);
        });
    Failures.handle(routing);
  }
}
