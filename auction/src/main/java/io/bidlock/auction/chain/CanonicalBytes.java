package io.bidlock.auction.chain;

import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.nio.ByteBuffer;
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
  private final MessageDigest digest = sha256();
  private byte[] bytes = new byte[512];
  private int length;
  private int secretStart;

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
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
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
    return int32(encoded.length).raw(encoded);
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

  public CanonicalBytes optionalAmount(Optional<DecimalAmount> value) {
    return value.isPresent() ? flag(true).amount(value.get()) : flag(false);
  }

  /** {@code SHA-256(nonce ‖ amount)} in the amount's place. */
  public CanonicalBytes secretAmount(Nonce nonce, DecimalAmount amount) {
    return beginSecret(nonce).amount(amount).endSecret();
  }

  /**
   * A nonce of one purpose, which can be opened and leaves closed what the nonce itself blinds: the
   * first half of {@code SHA-256(nonce ‖ purpose)}. Nothing is written.
   */
  public Nonce nonceFor(String purpose, Nonce nonce) {
    beginSecret(nonce).raw(purpose.getBytes(StandardCharsets.UTF_8)).endSecret();
    length = secretStart;
    ByteBuffer hash = ByteBuffer.wrap(bytes, secretStart, 2 * Long.BYTES);
    return new Nonce(hash.getLong(), hash.getLong());
  }

  /**
   * What is written from here to {@link #endSecret} is secret: in its place stands {@code
   * SHA-256(nonce ‖ what was written)}.
   */
  public CanonicalBytes beginSecret(Nonce nonce) {
    secretStart = length;
    return int64(nonce.high()).int64(nonce.low());
  }

  /** The end of what {@link #beginSecret} began. */
  public CanonicalBytes endSecret() {
    digest.update(bytes, secretStart, length - secretStart);
    length = secretStart;
    return raw(digest.digest());
  }

  /** {@code SHA-256(nonce ‖ text)} in the text's place. */
  public CanonicalBytes secretText(Nonce nonce, String text) {
    return beginSecret(nonce).raw(text.getBytes(StandardCharsets.UTF_8)).endSecret();
  }

  private CanonicalBytes raw(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
