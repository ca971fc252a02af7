package io.bidlock.pipelines.medallion;

import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.redis.CircuitBreaker;
import io.bidlock.pipelines.redis.LatestStates;
import io.bidlock.pipelines.redis.LatestStates.State;
import io.bidlock.pipelines.redis.RedisPipeline;
import io.bidlock.pipelines.redis.RedisUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each item's public state to Redis, for others to read: key {@code item:<id>}, value the
 * JSON of {@code auction.items}. In: records of that topic, those of an item in their order. Redis
 * forgets an item a week after its end.
 *
 * <p>Not by Beam's {@code RedisIO}, which connects once and never again: a Redis that is away would
 * end the job, and silver would wait for it.
 */
final class ShowItems extends PTransform<PCollection<BronzeRecord>, PCollection<Void>> {
  private static final long serialVersionUID = 1L;

  private final String redisUri;
  private final long timeoutMillis;

  ShowItems(String redisUri, long timeoutMillis) {
    this.redisUri = redisUri;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public PCollection<Void> expand(PCollection<BronzeRecord> items) {
    return items.apply("Show", ParDo.of(new Show(redisUri, timeoutMillis)));
  }

  /** The key of an item. */
  static String key(String itemId) {
    return "item:" + itemId;
  }

  private static final class Show extends DoFn<BronzeRecord, Void> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ShowItems.class);
    private static final int MOST_WAITING = 100_000;
    private static final long KEPT_MILLIS = Duration.ofDays(7).toMillis();

    private final Counter shown = Metrics.counter(ShowItems.class, "items-shown");
    private final Counter lost = Metrics.counter(ShowItems.class, "items-not-shown");
    private final String redisUri;
    private final long timeoutMillis;
    private transient LatestStates states;
    private transient CircuitBreaker breaker;
    private transient boolean away;

    Show(String redisUri, long timeoutMillis) {
      this.redisUri = redisUri;
      this.timeoutMillis = timeoutMillis;
    }

    @Setup
    public void setUp() {
      states = new LatestStates(new RedisPipeline(redisUri, timeoutMillis), MOST_WAITING);
      breaker = new CircuitBreaker(Duration.ofMillis(250), Duration.ofSeconds(5), System::nanoTime);
    }

    @ProcessElement
    public void take(@Element BronzeRecord record) {
      byte[] key = record.key();
      if (key == null) {
        return;
      }
      String item = key(new String(key, StandardCharsets.UTF_8));
      byte[] json = record.value();
      try {
        lost.inc(states.put(item, json == null ? new State(null, 0) : state(json)));
      } catch (UnreadableRecord e) {
        // Nobody but the arbitration job writes there; what others did is in bronze.
        lost.inc();
      }
    }

    private static State state(byte[] json) throws UnreadableRecord {
      PublicItem item = PublicItemJson.read(json);
      return new State(new String(json, StandardCharsets.UTF_8), item.endMillis() + KEPT_MILLIS);
    }

    @FinishBundle
    public void finishBundle() {
      if (states.waiting() == 0 || !breaker.allows()) {
        return;
      }
      int before = states.waiting();
      try {
        lost.inc(states.send());
        breaker.succeeded();
        if (away) {
          LOG.info("Redis shows items again");
          away = false;
        }
      } catch (RedisUnavailable e) {
        breaker.failed();
        if (!away) {
          LOG.warn("{}. Items' states wait for it.", e.getMessage());
          away = true;
        }
      }
      shown.inc(before - states.waiting());
    }

    @Teardown
    public void tearDown() {
      if (states != null) {
        states.close();
      }
    }
  }
}
