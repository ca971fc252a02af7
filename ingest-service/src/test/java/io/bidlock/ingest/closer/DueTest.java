package io.bidlock.ingest.closer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Position;
import io.bidlock.ingest.log.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** How often an item is written for that nobody closes. */
class DueTest {
  private static final long DUE = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static Optional<Appended> standsAt(long timeMillis) {
    return Optional.of(new Appended(new Position(0, 0, 1), timeMillis));
  }

  /** When it is written within the hour after it fell due, in milliseconds after that. */
  private static List<Long> writtenWithinAnHour(LongFunction<Optional<Appended>> log) {
    List<Long> times = new ArrayList<>();
    Due due = Due.at("watch", DUE);
    while (due.nextMillis() < DUE + HOUR) {
      times.add(due.nextMillis() - DUE);
      due = due.again(log.apply(due.nextMillis()), due.nextMillis());
    }
    return times;
  }

  @Test
  void whatStandsInTheLogIsRepeatedEverMoreRarely() {
    List<Long> times = writtenWithinAnHour(DueTest::standsAt);
    assertThat(times).startsWith(0L, 1_000L, 3_000L, 7_000L).hasSizeLessThan(20);
  }

  @Test
  void itIsNeverForgotten() {
    Due due = Due.at("watch", DUE);
    for (int times = 0; times < 1_000; times++) {
      long nowMillis = due.nextMillis();
      due = due.again(standsAt(nowMillis), nowMillis);
      assertThat(due.nextMillis() - nowMillis).isBetween(1_000L, 600_000L);
    }
  }

  @Test
  void whatKafkaDoesNotTakeIsTriedEveryHalfMinute() {
    List<Long> times = writtenWithinAnHour(nowMillis -> Optional.empty());
    for (int index = 1; index < times.size(); index++) {
      assertThat(times.get(index) - times.get(index - 1)).isBetween(1_000L, 30_000L);
    }
  }

  @Test
  void afterKafkaWasAwayTheFirstThatStandsIsRepeatedSoon() {
    Due due = Due.at("watch", DUE);
    for (int times = 0; times < 50; times++) {
      due = due.again(Optional.empty(), due.nextMillis());
    }
    long nowMillis = due.nextMillis();
    assertThat(due.again(standsAt(nowMillis), nowMillis).nextMillis()).isEqualTo(nowMillis + 1_000);
  }

  @Test
  void whatTheBrokersClockCallsEarlyIsWrittenAgainWhenItIsDueThere() {
    Due due = Due.at("watch", DUE);
    assertThat(due.again(standsAt(DUE - 300), DUE).nextMillis()).isEqualTo(DUE + 300);
    Due behind = due.again(standsAt(DUE - HOUR), DUE);
    assertThat(behind.nextMillis()).isEqualTo(DUE + 1_000);
    assertThat(behind.written()).isZero();
  }
}
