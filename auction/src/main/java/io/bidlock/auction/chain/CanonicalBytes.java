package io.bidlock.auction.chain;

import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes values so that equal values give equal bytes and different ones different bytes: fixed
 * widths, big-endian, strings with their length before them, a flag before whatever may be absent.
 * Then hashes them. Reused from one ruling to the next; not thread-safe.
 */
public final class CanonicalBytes {
  private static final int HASH_BYTES = 32;

  private final MessageDigest digest = sha256();
  private final byte[] secretBytes = new byte[16 + 9];
  private byte[] bytes = new byte[512];
  private int length;

  /** A new SHA-256, which every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Begins anew, chained to a hash. */
  public CanonicalBytes startAfter(Hash previous) {
    length = 0;
    return hash(previous);
  }

  /** The SHA-256 of all that was written. */
  public Hash hash() {
    digest.update(bytes, 0, length);
    return Hash.of(digest.digest());
  }

  private CanonicalBytes hash(Hash hash) {
    return int64(hash.part0()).int64(hash.part1()).int64(hash.part2()).int64(hash.part3());
  }

  public CanonicalBytes int8(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  public CanonicalBytes int32(int value) {
    ensure(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  public CanonicalBytes int64(long value) {
    ensure(Long.BYTES);
    writeLong(bytes, length, value);
    length += Long.BYTES;
    return this;
  }

  public CanonicalBytes flag(boolean value) {
    return int8(value ? 1 : 0);
  }

  public CanonicalBytes text(String value) {
    int chars = value.length();
    ensure(Integer.BYTES + 3 * chars);
    int start = length;
    length += Integer.BYTES;
    for (int index = 0; index < chars; index++) {
      char character = value.charAt(index);
      if (character >= 0x80) {
        length = start;
        return encodedText(value);
      }
      bytes[length++] = (byte) character;
    }
    int end = length;
    length = start;
    int32(chars);
    length = end;
    return this;
  }

  private CanonicalBytes encodedText(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    int32(encoded.length);
    ensure(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  public CanonicalBytes optionalText(Optional<String> value) {
    return value.isPresent() ? flag(true).text(value.get()) : flag(false);
  }

  public CanonicalBytes optionalInt64(OptionalLong value) {
    return value.isPresent() ? flag(true).int64(value.getAsLong()) : flag(false);
  }

  public CanonicalBytes amount(DecimalAmount amount) {
    return int64(amount.unscaled()).int8(amount.scale());
  }

  /** {@code SHA-256(nonce ‖ amount)} in the amount's place. */
  public CanonicalBytes secretAmount(Nonce nonce, DecimalAmount amount) {
    writeLong(secretBytes, 0, nonce.high());
    writeLong(secretBytes, 8, nonce.low());
    writeLong(secretBytes, 16, amount.unscaled());
    secretBytes[24] = (byte) amount.scale();
    return digestOf(secretBytes);
  }

  /** {@code SHA-256(nonce ‖ text)} in the text's place. */
  public CanonicalBytes secretText(Nonce nonce, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] secret = new byte[16 + encoded.length];
    writeLong(secret, 0, nonce.high());
    writeLong(secret, 8, nonce.low());
    System.arraycopy(encoded, 0, secret, 16, encoded.length);
    return digestOf(secret);
  }

  private CanonicalBytes digestOf(byte[] secret) {
    byte[] result = digest.digest(secret);
    ensure(HASH_BYTES);
    System.arraycopy(result, 0, bytes, length, HASH_BYTES);
    length += HASH_BYTES;
    return this;
  }

  private static void writeLong(byte[] target, int offset, long value) {
    for (int index = 0; index < Long.BYTES; index++) {
      target[offset + index] = (byte) (value >>> (56 - 8 * index));
    }
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
