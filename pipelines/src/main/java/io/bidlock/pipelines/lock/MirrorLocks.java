package io.bidlock.pipelines.lock;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Shows in Redis who holds an item by the log, in one call a bundle and only where that is news.
 * What a Redis that is away missed is shown with the next bundle.
 */
public final class MirrorLocks extends PTransform<PCollection<LockChange>, PDone> {
  private static final long serialVersionUID = 1L;

  private final LockStoreOptions options;

  public MirrorLocks(LockStoreOptions options) {
    super("MirrorLocks");
    this.options = options;
  }

  @Override
  public PDone expand(PCollection<LockChange> changes) {
    changes.apply("Show", ParDo.of(new ShowLocks(options)));
    return PDone.in(changes.getPipeline());
  }

  private static final class ShowLocks extends DoFn<LockChange, Void> {
    private static final long serialVersionUID = 1L;

    /** Items whose change waits for Redis; of more than these the oldest is given up. */
    private static final int MAX_WAITING = 10_000;

    private final Counter givenUp = Metrics.counter(MirrorLocks.class, "given-up");
    private final LockStoreOptions options;
    private transient PatientLockStore store;
    private transient Map<String, LockChange> waiting;

    ShowLocks(LockStoreOptions options) {
      this.options = options;
    }

    @Setup
    public void setUp() {
      store = new PatientLockStore(options.open(), MirrorLocks.class);
      waiting = new LinkedHashMap<>();
    }

    @ProcessElement
    public void wait(@Element LockChange change) {
      waiting.merge(
          change.itemId(),
          change,
          (one, other) -> one.value().itemSeq() > other.value().itemSeq() ? one : other);
      if (waiting.size() > MAX_WAITING) {
        waiting.remove(waiting.keySet().iterator().next());
        givenUp.inc();
      }
    }

    @FinishBundle
    public void show() {
      if (waiting.isEmpty()) {
        return;
      }
      Optional<Boolean> shown =
          store.ask(
              redis -> {
                redis.show(waiting.values());
                return true;
              });
      if (shown.isPresent()) {
        waiting.clear();
      }
    }

    @Teardown
    public void tearDown() {
      if (store != null) {
        store.close();
      }
    }
  }
}
