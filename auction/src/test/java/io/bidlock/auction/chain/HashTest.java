package io.bidlock.auction.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receipt's hash is 64 hexadecimal digits. */
final class HashTest {
  private static final String TEXT =
      "00112233445566778899aabbccddeefff0e1d2c3b4a5968778695a4b3c2d1e0f";

  @Test
  void aHashReadsBackFromItsText() {
    Hash hash = Hash.parse(TEXT);

    assertThat(hash).hasToString(TEXT);
    assertThat(hash)
        .isEqualTo(
            new Hash(
                0x0011223344556677L,
                0x8899aabbccddeeffL,
                0xf0e1d2c3b4a59687L,
                0x78695a4b3c2d1e0fL));
    assertThat(Hash.of(HexFormat.of().parseHex(TEXT))).isEqualTo(hash);
    assertThat(Hash.ZERO).hasToString("0".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00112233445566778899aabbccddeefff0e1d2c3b4a5968778695a4b3c2d1e0",
        "00112233445566778899aabbccddeefff0e1d2c3b4a5968778695a4b3c2d1e0f0",
        "00112233445566778899aabbccddeefff0e1d2c3b4a5968778695a4b3c2d1e0g",
        "+0112233445566778899aabbccddeefff0e1d2c3b4a5968778695a4b3c2d1e0f"
      })
  void anythingElseIsNoHash(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Hash.parse(text));
  }
}
