package io.bidlock.pipelines.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final CircuitBreaker breaker =
      new CircuitBreaker(Duration.ofMillis(100), Duration.ofMillis(400), nanos::get);

  @Test
  void whoFailsIsLeftAloneTwiceAsLongEachTimeUpToABound() {
    assertThat(breaker.allows()).isTrue();
    for (long pauseMillis : new long[] {100, 200, 400, 400}) {
      breaker.failed();
      assertThat(breaker.allows()).isFalse();
      nanos.addAndGet(pauseMillis * 1_000_000 - 1);
      assertThat(breaker.allows()).isFalse();
      nanos.addAndGet(1);
      assertThat(breaker.allows()).isTrue();
    }
  }

  @Test
  void whoAnswersAgainIsTrustedAtOnce() {
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
    assertThat(breaker.allows()).isTrue();
    breaker.failed();
    nanos.addAndGet(100_000_000);
    assertThat(breaker.allows()).isTrue();
  }
}
