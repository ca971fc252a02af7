package io.bidlock.ingest;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.ingest.bidders.BidderDirectory;
import io.bidlock.ingest.board.PriceBoard;
import io.bidlock.ingest.closer.Closer;
import io.bidlock.ingest.commands.CommandDesk;
import io.bidlock.ingest.decisions.BidIndex;
import io.bidlock.ingest.decisions.BidIndexFeed;
import io.bidlock.ingest.http.BidMetrics;
import io.bidlock.ingest.http.HealthResource;
import io.bidlock.ingest.http.HttpServer;
import io.bidlock.ingest.lock.HeldItems;
import io.bidlock.ingest.lock.LockRelay;
import io.bidlock.ingest.log.AuctionLog;
import io.bidlock.ingest.log.LogEnds;
import io.bidlock.ingest.log.TopicFollower;
import io.bidlock.ingest.log.TopicSetup;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the ingest service. */
public final class IngestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(2);

  private final IngestSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final String instance = UUID.randomUUID().toString().substring(0, 8);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private HttpServer http;

  private IngestServer(IngestSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts an instance; returns once it takes bids. Bids can be looked up a little later.
   *
   * @throws IllegalStateException when Kafka is not to be had, the auction log is not as it has to
   *     be, or the port is taken; says which
   */
  public static IngestServer start(IngestSettings settings) {
    IngestServer server = new IngestServer(settings);
    try {
      server.open();
      return server;
    } catch (InterruptedException e) {
      server.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the start was interrupted", e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** Ends in good order: no new requests, then what is under way, then the rest. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("Closing goes on after: {}", e.getMessage(), e);
      }
    }
  }

  private void open() throws InterruptedException {
    HttpServer.requireFree(settings.bindAddress(), settings.port());
    Admin admin = keep(admin());
    setUpTopics(admin);
    KafkaHealth kafka = keep(new KafkaHealth(admin));
    AuctionLog log = keep(new AuctionLog(settings.bootstrapServers(), settings.era(), instance));
    CommandDesk desk = new CommandDesk(log, settings.decisionTimeout(), settings.maxWaiting());
    Closer closer = keep(new Closer(log, clock));
    PriceBoard board = new PriceBoard(closer::published);
    BidderDirectory bidders = new BidderDirectory();
    TopicFollower items = keep(fromBeginning(Topics.ITEMS, record -> show(board, record)));
    TopicFollower users = keep(fromBeginning(Topics.USERS, bidders::read));
    LogEnds ends = new LogEnds(admin, settings.partitions());
    BidIndex index = new BidIndex(settings.bidLookupSize());
    BidIndexFeed feed =
        keep(
            new BidIndexFeed(
                settings.bootstrapServers(),
                index,
                ends,
                clock.millis(),
                ruling -> tell(ruling, desk, board)));
    RedisClient redis = redis();
    HeldItems heldItems =
        keep(new HeldItems(redis, settings.lockKeys(), settings.strangerLockTtl().toMillis()));
    LockRelay relay = keep(new LockRelay(redis, log, instance));

    kafka.begin();
    items.begin();
    users.begin();
    feed.begin();
    heldItems.begin();
    relay.begin();
    awaitRebuilt(items, users);
    closer.begin();
    BidMetrics metrics = metrics(desk, board);
    http =
        keep(
            HttpServer.start(
                settings.bindAddress(),
                settings.port(),
                new HttpServer.Parts(
                    desk,
                    board,
                    heldItems,
                    bidders,
                    log,
                    users,
                    ends,
                    index,
                    feed,
                    metrics,
                    () ->
                        new HealthResource.Health(
                            kafka.up(),
                            heldItems.up() && relay.up(),
                            feed.complete(),
                            board.size(),
                            index.size(),
                            desk.waiting(),
                            closer.appended(),
                            relay.relayed(),
                            items.failure().or(users::failure).or(feed::failure)),
                    settings.decisionTimeout(),
                    clock)));
  }

  /** Whoever waits for a decision gets it; the board is told what it will have to show. */
  private static void tell(Ruling ruling, CommandDesk desk, PriceBoard board) {
    if (!(ruling instanceof Decision decision)) {
      board.promise(ruling.itemId(), ruling.itemSeq());
      return;
    }
    if (decision.accepted()) {
      board.promise(decision.itemId(), decision.itemSeq());
    }
    desk.decided(decision);
  }

  private static BidMetrics metrics(CommandDesk desk, PriceBoard board) {
    BidMetrics metrics = new BidMetrics();
    metrics.gauge("bidlock_waiting", "Requests that wait for their decision", desk::waiting);
    metrics.gauge("bidlock_items", "Items on the price board", board::size);
    return metrics;
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private Admin admin() {
    int startTimeoutMillis = (int) settings.startTimeout().toMillis();
    try {
      return Admin.create(
          Map.of(
              AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
              settings.bootstrapServers(),
              AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
              Math.min(5_000, startTimeoutMillis),
              AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
              startTimeoutMillis,
              AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
              500));
    } catch (KafkaException e) {
      // Its message says nothing; the cause's does: no such host, no such port.
      throw noKafka(e.getCause() instanceof KafkaException cause ? cause : e);
    }
  }

  private void setUpTopics(Admin admin) throws InterruptedException {
    try {
      new TopicSetup(admin, settings.partitions(), settings.replication(), settings.startTimeout())
          .ensure();
    } catch (TimeoutException e) {
      throw noKafka(e);
    }
  }

  private IllegalStateException noKafka(Exception e) {
    return new IllegalStateException(
        "Kafka does not answer at "
            + settings.bootstrapServers()
            + " (--bootstrap-servers): "
            + e.getMessage(),
        e);
  }

  private TopicFollower fromBeginning(
      String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return new TopicFollower(
        settings.bootstrapServers(),
        topic,
        new TopicFollower.Start.Beginning(),
        TopicFollower.AtEnd.GO_ON,
        reader);
  }

  private static void show(PriceBoard board, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      board.removed(new String(record.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      board.published(PublicItemJson.read(record.value()));
    } catch (UnreadableRecord e) {
      throw new IllegalStateException("not an item: " + e.getMessage(), e);
    }
  }

  private void awaitRebuilt(TopicFollower items, TopicFollower users) throws InterruptedException {
    for (TopicFollower follower : new TopicFollower[] {items, users}) {
      try {
        follower.caughtUp().get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException(
            follower.topic() + " could not be read within " + settings.startTimeout(), e);
      }
    }
  }

  private RedisClient redis() {
    RedisURI uri = RedisURI.create(settings.redisUri());
    uri.setTimeout(REDIS_TIMEOUT);
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(ProtocolVersion.RESP3)
            // A new connection needs its tracking and its group anew: the loops see to it.
            .autoReconnect(false)
            .timeoutOptions(TimeoutOptions.enabled(REDIS_TIMEOUT))
            .socketOptions(SocketOptions.builder().connectTimeout(REDIS_TIMEOUT).build())
            .build());
    keep((AutoCloseable) () -> client.shutdown(0, 1, TimeUnit.SECONDS));
    return client;
  }
}
