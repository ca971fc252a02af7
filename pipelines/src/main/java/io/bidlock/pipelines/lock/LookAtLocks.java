package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockRequests;
import io.bidlock.auction.lock.LockValue;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.pipelines.log.LogEnds;
import io.bidlock.pipelines.log.LogLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of {@link CheckItemLock}. */
final class LookAtLocks extends DoFn<KafkaRecord<byte[], byte[]>, KafkaRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CheckItemLock.class);

  /** Items asked about in one round trip. */
  private static final int MAX_ITEMS = 5_000;

  /** An id has at most 128 characters of at most 4 bytes. */
  private static final int MAX_KEY_BYTES = 512;

  /** Requests that need not be put on the stream again for a while. */
  private static final int MAX_REQUESTED = 1_000;

  /** Of the generations that this process has read for, as many as it could be reading for. */
  private static final Map<String, EpochFence> FENCES = new Recent<>(100);

  private final Counter strangers = Metrics.counter(CheckItemLock.class, "stranger-holds");
  private final LockStoreOptions options;
  private final String bootstrapServers;
  private final LogLayout layout;
  private final long epoch;
  private final long strangerTtlMillis;

  /** Tells this submission from any other. */
  private final String submission = UUID.randomUUID().toString();

  private transient PatientLockStore store;
  private transient LogEnds ends;
  private transient EpochFence fence;

  /** The bundle's items, each with the log time of its last record there. */
  private transient Map<String, Long> items;

  private transient Map<String, Boolean> requested;

  LookAtLocks(
      LockStoreOptions options,
      String bootstrapServers,
      LogLayout layout,
      long epoch,
      long strangerTtlMillis) {
    this.options = options;
    this.bootstrapServers = bootstrapServers;
    this.layout = layout;
    this.epoch = epoch;
    this.strangerTtlMillis = strangerTtlMillis;
  }

  @Setup
  public void setUp() {
    store = new PatientLockStore(options.open(), CheckItemLock.class);
    ends = new LogEnds(bootstrapServers, layout.topic());
    fence = fence();
    items = new HashMap<>();
    requested = new Recent<>(MAX_REQUESTED);
    LOG.info("Arbitration of epoch {} takes records", epoch);
  }

  /** A runner makes many of this step, Spark anew for each batch: what they learn is one's. */
  private EpochFence fence() {
    synchronized (FENCES) {
      return FENCES.computeIfAbsent(
          submission, none -> new EpochFence(epoch, layout, System::nanoTime));
    }
  }

  @StartBundle
  public void startBundle() {
    // Here and not at a bundle's end: an error there, in a snapshot, would bring down the worker.
    fence.requireNewest();
  }

  @ProcessElement
  public void pass(
      @Element KafkaRecord<byte[], byte[]> record,
      OutputReceiver<KafkaRecord<byte[], byte[]>> out) {
    out.output(record);
    fence.read(record.getPartition(), record.getOffset(), ends::of);
    byte @Nullable [] key = record.getKV().getKey();
    if (key != null && key.length > 0 && key.length <= MAX_KEY_BYTES) {
      items.put(new String(key, StandardCharsets.UTF_8), record.getTimestamp());
    }
    if (items.size() >= MAX_ITEMS) {
      look();
    }
  }

  @FinishBundle
  public void finishBundle() {
    look();
  }

  private void look() {
    fence.look(ends::of);
    Optional<LockView> seen = store.ask(redis -> redis.look(items.keySet()));
    if (seen.isPresent()) {
      if (fence.see(seen.get().epoch())) {
        sayHowFar();
      }
      relayStrangers(seen.get());
    }
    items.clear();
    if (fence.near()) {
      ends.close();
    }
  }

  private void sayHowFar() {
    Optional<Boolean> unused =
        store.ask(
            redis -> {
              fence.say(redis);
              return true;
            });
  }

  private void relayStrangers(LockView view) {
    Map<String, LockRequested> requests = new HashMap<>();
    view.values()
        .forEach(
            (itemId, value) -> {
              if (LockValue.read(value).isEmpty()) {
                LockRequested request =
                    LockRequests.ofStranger(itemId, value, strangerTtlMillis, items.get(itemId));
                if (!requested.containsKey(request.requestId())) {
                  requests.put(request.requestId(), request);
                }
              }
            });
    if (requests.isEmpty()) {
      return;
    }
    Optional<Boolean> sent =
        store.ask(
            redis -> {
              redis.request(requests.values());
              return true;
            });
    if (sent.isPresent()) {
      strangers.inc(requests.size());
      requests.keySet().forEach(id -> requested.put(id, true));
    }
  }

  @Teardown
  public void tearDown() {
    if (store != null) {
      store.close();
    }
    if (ends != null) {
      ends.close();
    }
  }

  /** The latest, as many as are worth remembering. */
  private static final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > most;
    }
  }
}
