package io.bidlock.auction.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What reading comes to, for tests. */
final class Readings {
  private Readings() {}

  /** Reads bytes as something. */
  interface Reader<T> {
    T read(byte[] json) throws UnreadableRecord;
  }

  static String text(byte[] json) {
    return new String(json, UTF_8);
  }

  static <T> T read(Reader<T> reader, String json) {
    try {
      return reader.read(json.getBytes(UTF_8));
    } catch (UnreadableRecord e) {
      throw new AssertionError(json, e);
    }
  }

  /** Asserts that the text is refused, and that the message blames this field. */
  static void assertUnreadable(Reader<?> reader, String json, String field, String why) {
    assertThatExceptionOfType(UnreadableRecord.class)
        .as(json.length() > 300 ? json.substring(0, 300) : json)
        .isThrownBy(() -> reader.read(json.getBytes(UTF_8)))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.field().orElse("")).isEqualTo(field));
  }

  /** The text with one part changed, which must be there. */
  static String changed(String json, String part, String other) {
    assertThat(json).contains(part);
    return json.replace(part, other);
  }
}
