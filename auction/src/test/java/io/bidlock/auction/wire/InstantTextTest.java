package io.bidlock.auction.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  @Property
  void anyMillisecondIsWrittenAsThePlatformWritesIt(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 260_000_000_000_000L) long millis) {
    assertThat(InstantText.of(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1999-12-31T23:59:59.999Z",
        "2024-02-29T12:00:00.010Z",
        "9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z"
      })
  void edgesAreWrittenAsThePlatformWritesThem(String instant) {
    assertThat(InstantText.of(Instant.parse(instant).toEpochMilli())).isEqualTo(instant);
  }
}
