package io.bidlock.ingest.http;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as parts of an address. */
final class PathText {
  private static final int HEX = 16;

  private PathText() {}

  static String encode(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Whether a part of an address is ASCII, and UTF-8 once it is decoded (RFC 3986). The server
   * itself would read what is not as another text, with replacement characters in it.
   */
  static boolean isWellFormed(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int index = 0; index < raw.length(); index++) {
      char character = raw.charAt(index);
      if (character > 0x7f) {
        return false;
      }
      if (character == '%') {
        int octet = octet(raw, index + 1);
        if (octet < 0) {
          return false;
        }
        bytes.write(octet);
        index += 2;
      } else {
        bytes.write(character);
      }
    }
    return isUtf8(bytes.toByteArray());
  }

  /** The octet that two hexadecimal digits are, or a negative number where they are none. */
  private static int octet(String raw, int index) {
    if (index + 2 > raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(index), HEX);
    int low = Character.digit(raw.charAt(index + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      // Made for one use, this decoder replaces nothing: it throws.
      var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
