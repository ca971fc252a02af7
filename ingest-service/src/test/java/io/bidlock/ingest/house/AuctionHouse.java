package io.bidlock.ingest.house;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.ingest.IngestServer;
import io.bidlock.ingest.IngestSettings;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A real Kafka and a real Redis, somebody who decides, and instances of the service. */
public final class AuctionHouse implements AutoCloseable {
  private static AuctionHouse shared;

  private final KafkaServer kafka;
  private final RedisServer redis;
  private final Decider decider;
  private final List<IngestServer> instances = new ArrayList<>();

  private AuctionHouse() {
    try {
      Path directory = Files.createTempDirectory("bidlock-ingest-test");
      kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
      redis = RedisServer.start(RedisServer.Options.in(directory.resolve("redis")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startInstance();
    decider = new Decider(kafka.bootstrapServers());
  }

  /** One of its own, for a test that breaks it. */
  public static AuctionHouse open() {
    return new AuctionHouse();
  }

  /** The one that most tests share; its children end with this JVM. */
  public static synchronized AuctionHouse shared() {
    if (shared == null) {
      shared = new AuctionHouse();
    }
    return shared;
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public RedisServer redis() {
    return redis;
  }

  public Decider decider() {
    return decider;
  }

  /** The first instance. */
  public Api api() {
    return new Api(instances.get(0).port());
  }

  /** The first instance itself. */
  public IngestServer instance() {
    return instances.get(0);
  }

  /** Starts a further instance. */
  public IngestServer startInstance() {
    IngestServer instance = IngestServer.start(settings());
    instances.add(instance);
    return instance;
  }

  /** Stops an instance in good order. */
  public void stop(IngestServer instance) {
    instances.remove(instance);
    instance.close();
  }

  /** How instances are set up. */
  public IngestSettings settings() {
    return new IngestSettings(
        "127.0.0.1",
        0,
        kafka.bootstrapServers(),
        redis.uri(),
        Duration.ofSeconds(1),
        4,
        (short) 1,
        0,
        100_000,
        20_000,
        LockKeys.DEFAULT,
        Duration.ofSeconds(60),
        Duration.ofSeconds(60));
  }

  /** An item's id that nobody else uses. */
  public static String newId() {
    return "item-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** The body of a plain English listing in US dollars from 10, open for an hour. */
  public static String listing(String itemId, String... more) {
    Instant now = Instant.now();
    return String.format(
        Locale.ROOT,
        """
        {"item_id":"%s","seller_id":"sue","title":"A watch","category":"watches",\
        "currency":"USD","format":"ENGLISH","start_price":10,\
        "opens_at":"%s","closes_at":"%s"%s}\
        """,
        itemId,
        now.minusSeconds(60),
        now.plusSeconds(3600),
        more.length == 0 ? "" : "," + String.join(",", more));
  }

  @Override
  public void close() {
    List.copyOf(instances).forEach(this::stop);
    decider.close();
    redis.close();
    kafka.close();
  }
}
