package io.bidlock.pipelines.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** Evidence lives in savepoints: what was written once must be read for ever. */
class EvidenceCoderTest {
  /** Version 1. When it changes, it is time for a version 2 that still reads it. */
  private static final String EVIDENCE =
      "010d0000000000000000000000000000000100000000000000040000000000000009000000000000"
          + "00100000000000000019000000000000002400000000000000310000000000000040000000000000"
          + "0051000000000000006400000000000000790000000000000090000000020000000001c890780000"
          + "0000000000030000000001c89079000000000000000100000001000873656c6c65722d3100000000"
          + "0000000200";

  @Test
  void evidenceIsEncodedAsItAlwaysWas() throws Exception {
    List<Long> sums = new ArrayList<>();
    for (long sum = 0; sum < Measure.SUMS; sum++) {
      sums.add(sum * sum);
    }
    Evidence evidence =
        new Evidence(
            sums,
            new TreeMap<>(Map.of(29_921_400L, 3L, 29_921_401L, 1L)),
            new TreeMap<>(Map.of("seller-1", 2L)),
            false);

    assertThat(
            HexFormat.of().formatHex(CoderUtils.encodeToByteArray(new EvidenceCoder(), evidence)))
        .isEqualTo(EVIDENCE);
    assertThat(
            CoderUtils.decodeFromByteArray(new EvidenceCoder(), HexFormat.of().parseHex(EVIDENCE)))
        .isEqualTo(evidence);
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] later = HexFormat.of().parseHex(EVIDENCE);
    later[0] = 2;
    assertThatExceptionOfType(CoderException.class)
        .isThrownBy(() -> CoderUtils.decodeFromByteArray(new EvidenceCoder(), later))
        .withMessageContaining("unknown version 2");
  }
}
