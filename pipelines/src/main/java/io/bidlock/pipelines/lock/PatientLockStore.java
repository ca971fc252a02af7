package io.bidlock.pipelines.lock;

import io.bidlock.pipelines.redis.CircuitBreaker;
import io.bidlock.pipelines.redis.RedisUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock store whose absence is counted, told once in a while, and otherwise borne. For one step of
 * a pipeline; not thread-safe.
 */
final class PatientLockStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PatientLockStore.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final long TELL_EVERY_NANOS = Duration.ofSeconds(30).toNanos();

  private final LockStore store;
  private final String step;
  private final CircuitBreaker breaker =
      new CircuitBreaker(FIRST_PAUSE, LONGEST_PAUSE, System::nanoTime);
  private final Counter away;
  private final Counter skipped;
  private final Distribution micros;
  private boolean told;
  private boolean failing;
  private long toldAtNanos;

  PatientLockStore(LockStore store, Class<?> step) {
    this.store = store;
    this.step = step.getSimpleName();
    this.away = Metrics.counter(step, "redis-away");
    this.skipped = Metrics.counter(step, "redis-skipped");
    this.micros = Metrics.distribution(step, "redis-micros");
  }

  /** Asks, and gets nothing where Redis is away or was a moment ago. */
  <T> Optional<T> ask(Function<LockStore, T> question) {
    if (!breaker.allows()) {
      skipped.inc();
      return Optional.empty();
    }
    long startNanos = System.nanoTime();
    try {
      T answer = question.apply(store);
      breaker.succeeded();
      micros.update((System.nanoTime() - startNanos) / 1_000);
      if (failing) {
        failing = false;
        LOG.info("{}: Redis answers again", step);
      }
      return Optional.of(answer);
    } catch (RedisUnavailable e) {
      breaker.failed();
      away.inc();
      failing = true;
      tellOnceInAWhile(e, startNanos);
      return Optional.empty();
    }
  }

  private void tellOnceInAWhile(RedisUnavailable e, long nowNanos) {
    if (!told || nowNanos - toldAtNanos > TELL_EVERY_NANOS) {
      told = true;
      toldAtNanos = nowNanos;
      LOG.warn(
          "{}: {}. Bids are decided all the same; locks are seen again when Redis is back.",
          step,
          e.getMessage());
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
