package io.bidlock.auction.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What blinds a secret amount. */
final class NonceTest {
  private static final String TEXT = "00112233445566778899aabbccddeeff";

  @Test
  void aNonceIsThirtyTwoHexadecimalDigits() {
    Nonce nonce = Nonce.parse(TEXT);

    assertThat(nonce).isEqualTo(new Nonce(0x0011223344556677L, 0x8899aabbccddeeffL));
    assertThat(nonce).hasToString(TEXT);
    assertThat(Nonce.parse("00112233445566778899AABBCCDDEEFF")).isEqualTo(nonce);
    assertThat(Nonce.NONE).hasToString("0".repeat(32));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00112233445566778899aabbccddeef",
        "00112233445566778899aabbccddeeff0",
        "00112233445566778899aabbccddeefg",
        "-0112233445566778899aabbccddeeff"
      })
  void anythingElseIsNoNonce(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Nonce.parse(text));
  }

  @Test
  void aDigestGivesItsFirstHalf() {
    byte[] digest = HexFormat.of().parseHex(TEXT + "f".repeat(32));

    assertThat(Nonce.ofDigest(digest)).isEqualTo(Nonce.parse(TEXT));
  }

  @Test
  void freshNoncesDiffer() {
    SecureRandom random = new SecureRandom();
    Set<Nonce> nonces = new HashSet<>();
    for (int count = 0; count < 1_000; count++) {
      nonces.add(Nonce.random(random));
    }

    assertThat(nonces).hasSize(1_000).doesNotContain(Nonce.NONE);
  }
}
