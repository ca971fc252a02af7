package io.bidlock.auction.chain;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A SHA-256 digest as plain data: eight bytes in each part, the first byte highest. */
public record Hash(long part0, long part1, long part2, long part3) {
  /** What an item's first decision is chained to; also the hash of a decision without a chain. */
  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  /** Of the first 32 bytes. */
  public static Hash of(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  /**
   * Reads 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Hash parse(String text) {
    if (text.length() != 64) {
      throw new IllegalArgumentException("a hash has 64 hexadecimal digits");
    }
    return new Hash(
        HexFormat.fromHexDigitsToLong(text, 0, 16),
        HexFormat.fromHexDigitsToLong(text, 16, 32),
        HexFormat.fromHexDigitsToLong(text, 32, 48),
        HexFormat.fromHexDigitsToLong(text, 48, 64));
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(part0)
        + hex.toHexDigits(part1)
        + hex.toHexDigits(part2)
        + hex.toHexDigits(part3);
  }
}
