package io.bidlock.auction.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What an id may look like, and how ids are made from others. */
public final class Ids {
  /** Longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  private static final int ID_BYTES = 16;

  private Ids() {}

  /** What is wrong with an id, if anything: it is 1 to 128 visible characters. */
  public static Optional<String> problem(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return Optional.of("must have 1 to " + MAX_LENGTH + " characters");
    }
    for (int index = 0; index < id.length(); index++) {
      char character = id.charAt(index);
      if (character <= ' '
          || character == 0x7f
          || Character.isISOControl(character)
          || Character.isWhitespace(character)
          || loneSurrogate(id, index)) {
        return Optional.of("must not have spaces or control characters");
      }
    }
    return Optional.empty();
  }

  /** Half a character has no UTF-8 form, so two different ids could become one. */
  private static boolean loneSurrogate(String id, int index) {
    char character = id.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return index + 1 == id.length() || !Character.isLowSurrogate(id.charAt(index + 1));
    }
    return Character.isLowSurrogate(character)
        && (index == 0 || !Character.isHighSurrogate(id.charAt(index - 1)));
  }

  /** A bid's id: {@code hash(bidder, item, Idempotency-Key)} (DESIGN.md), 32 hexadecimal digits. */
  public static String bidId(String bidderId, String itemId, String idempotencyKey) {
    return derived("bid", bidderId, itemId, idempotencyKey);
  }

  /** An id that follows from others: the same for the same parts, in their order. */
  public static String derived(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(
          new byte[] {
            (byte) (bytes.length >>> 24),
            (byte) (bytes.length >>> 16),
            (byte) (bytes.length >>> 8),
            (byte) bytes.length
          });
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
