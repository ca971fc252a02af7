package io.bidlock.auction.log;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * 128 bits that blind a record's secret fields in the chain. Without them a secret amount could be
 * found by trying amounts against the published hash.
 */
public record Nonce(long high, long low) {
  /** For records without a secret. */
  public static final Nonce NONE = new Nonce(0, 0);

  /** A fresh one, from a cryptographic source. */
  public static Nonce random(SecureRandom random) {
    return new Nonce(random.nextLong(), random.nextLong());
  }

  /**
   * Reads 32 hexadecimal digits.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Nonce parse(String text) {
    if (text.length() != 32) {
      throw new IllegalArgumentException("a nonce has 32 hexadecimal digits");
    }
    return new Nonce(
        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
  }

  /** The first 128 bits of a digest. */
  public static Nonce ofDigest(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new Nonce(bytes.getLong(), bytes.getLong());
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
