package io.bidlock.auction.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are visible, short, and never two things at once. */
final class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "item-1", "Größe/7:ü", "壺", "🫖", "a🫖b", "1e3", "{}", "\"", "%00"})
  void visibleCharactersMakeAnId(String id) {
    assertThat(Ids.problem(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a b",
        " a",
        "a ",
        "a\tb",
        "a\nb",
        "a\r",
        "\u0000",
        "\u001f",
        "a\u007f",
        "\u0085",
        "\u009f",
        "a\u2003b",
        "a\u2028b",
        "\u3000"
      })
  void spacesAndControlCharactersDoNot(String id) {
    assertThat(Ids.problem(id)).hasValue("must not have spaces or control characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83e",
        "a\ud83e",
        "\ud83eb",
        "\uded6",
        "a\uded6",
        "\uded6\ud83e",
        "\ud83e\ud83e"
      })
  void halfACharacterDoesNotBecauseTwoIdsCouldBecomeOne(String id) {
    assertThat(Ids.problem(id)).isPresent();
  }

  @Test
  void anIdHasOneToAHundredAndTwentyEightCharacters() {
    assertThat(Ids.problem("")).hasValue("must have 1 to 128 characters");
    assertThat(Ids.problem("x".repeat(128))).isEmpty();
    assertThat(Ids.problem("x".repeat(129))).hasValue("must have 1 to 128 characters");
    assertThat(Ids.problem("🫖".repeat(64))).isEmpty();
    assertThat(Ids.problem("🫖".repeat(64) + "x")).isPresent();
  }

  @Test
  void aBidsIdIsTheHashOfBidderItemAndKey() throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (String part : new String[] {"bid", "änn", "item-1", "key-1"}) {
      out.writeInt(part.getBytes(UTF_8).length);
      out.write(part.getBytes(UTF_8));
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

    assertThat(Ids.bidId("änn", "item-1", "key-1"))
        .isEqualTo(HexFormat.of().formatHex(digest).substring(0, 32));
  }

  @Test
  void whoTriesAgainGetsTheSameIdAndNobodyElseDoes() {
    String id = Ids.bidId("ann", "item-1", "key-1");

    assertThat(Ids.bidId("ann", "item-1", "key-1")).isEqualTo(id);
    assertThat(Ids.bidId("bob", "item-1", "key-1")).isNotEqualTo(id);
    assertThat(Ids.bidId("ann", "item-2", "key-1")).isNotEqualTo(id);
    assertThat(Ids.bidId("ann", "item-1", "key-2")).isNotEqualTo(id);
    assertThat(Ids.bidId("item-1", "ann", "key-1")).isNotEqualTo(id);
    assertThat(Ids.problem(id)).isEmpty();
  }

  @Test
  void partsAreNotRunTogether() {
    assertThat(Ids.derived("a", "bc")).isNotEqualTo(Ids.derived("ab", "c"));
    assertThat(Ids.derived("abc")).isNotEqualTo(Ids.derived("abc", ""));
    assertThat(Ids.derived()).hasSize(32);
    assertThat(Ids.derived("x".repeat(70_000))).isNotEqualTo(Ids.derived("x".repeat(70_001)));
  }
}
