package io.bidlock.auction.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.wire.RulingJson;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rulings on their way through a pipeline. */
final class RulingCodecTest {
  private static final String RULINGS = "io.bidlock.auction.view.ExampleRulings#all";

  @ParameterizedTest
  @MethodSource(RULINGS)
  void everyRulingReadsBackAsItself(Ruling ruling) {
    assertThat(RulingCodec.decode(RulingCodec.encode(ruling))).isEqualTo(ruling);
  }

  @ParameterizedTest
  @MethodSource(RULINGS)
  void everyRulingIsMuchShorterThanItsJson(Ruling ruling) {
    assertThat(RulingCodec.encode(ruling).length * 3L)
        .isLessThan(RulingJson.write(ruling).length * 2L);
  }

  @ParameterizedTest
  @MethodSource(RULINGS)
  void whatIsCutOrOfAnotherVersionIsToldApart(Ruling ruling) {
    byte[] bytes = RulingCodec.encode(ruling);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(CorruptState.class).isThrownBy(() -> RulingCodec.decode(cut));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatExceptionOfType(CorruptState.class).isThrownBy(() -> RulingCodec.decode(longer));
    for (int place : new int[] {0, 1}) {
      byte[] other = bytes.clone();
      other[place] = 99;
      assertThatExceptionOfType(CorruptState.class)
          .isThrownBy(() -> RulingCodec.decode(other))
          .withMessageContaining("unknown");
    }
  }
}
