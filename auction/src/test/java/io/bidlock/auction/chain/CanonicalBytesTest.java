package io.bidlock.auction.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Equal values give equal bytes, different ones different bytes, and the hash is SHA-256. */
final class CanonicalBytesTest {
  private static final Hash PREVIOUS =
      Hash.parse("00112233445566778899aabbccddeefff0e1d2c3b4a5968778695a4b3c2d1e0f");
  private static final Nonce NONCE = Nonce.parse("0123456789abcdeffedcba9876543210");

  private final CanonicalBytes bytes = new CanonicalBytes();

  /** Writes the same bytes by other means. */
  private interface Expectation {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] expectedBytes(Expectation expectation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    expectation.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Hash sha256(byte[] bytes) {
    try {
      return Hash.parse(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Hash expected(Expectation expectation) throws IOException {
    return sha256(
        expectedBytes(
            out -> {
              out.write(HexFormat.of().parseHex(PREVIOUS.toString()));
              expectation.write(out);
            }));
  }

  private Hash hashOf(UnaryOperator<CanonicalBytes> fields) {
    return fields.apply(bytes.startAfter(PREVIOUS)).hash();
  }

  @Test
  void aHashIsOverThePreviousOneAndTheFieldsInOrder() throws IOException {
    Hash hash =
        hashOf(
            out ->
                out.int8(7)
                    .int32(-2)
                    .int64(Long.MIN_VALUE)
                    .flag(true)
                    .flag(false)
                    .text("teapot")
                    .text("")
                    .text("Größe 🫖")
                    .optionalText(Optional.of("ann"))
                    .optionalText(Optional.empty())
                    .optionalInt64(OptionalLong.of(1_250))
                    .optionalInt64(OptionalLong.empty())
                    .amount(DecimalAmount.parse("12.50")));

    assertThat(hash)
        .isEqualTo(
            expected(
                out -> {
                  out.writeByte(7);
                  out.writeInt(-2);
                  out.writeLong(Long.MIN_VALUE);
                  out.writeByte(1);
                  out.writeByte(0);
                  writeText(out, "teapot");
                  writeText(out, "");
                  writeText(out, "Größe 🫖");
                  out.writeByte(1);
                  writeText(out, "ann");
                  out.writeByte(0);
                  out.writeByte(1);
                  out.writeLong(1_250);
                  out.writeByte(0);
                  out.writeLong(125);
                  out.writeByte(1);
                }));
  }

  @Test
  void aSecretIsTheHashOfItsNonceAndItself() throws IOException {
    byte[] amount =
        expectedBytes(
            out -> {
              out.writeLong(NONCE.high());
              out.writeLong(NONCE.low());
              out.writeLong(125);
              out.writeByte(1);
            });
    byte[] text =
        expectedBytes(
            out -> {
              out.writeLong(NONCE.high());
              out.writeLong(NONCE.low());
              out.write("50 €".getBytes(UTF_8));
            });

    assertThat(
            hashOf(
                out ->
                    out.secretAmount(NONCE, DecimalAmount.parse("12.5")).secretText(NONCE, "50 €")))
        .isEqualTo(
            expected(
                out -> {
                  out.write(HexFormat.of().parseHex(sha256(amount).toString()));
                  out.write(HexFormat.of().parseHex(sha256(text).toString()));
                }));
  }

  @Test
  void theSameSecretUnderAnotherNonceLooksDifferent() {
    DecimalAmount amount = DecimalAmount.parse("12.5");

    assertThat(hashOf(out -> out.secretAmount(NONCE, amount)))
        .isNotEqualTo(hashOf(out -> out.secretAmount(Nonce.NONE, amount)))
        .isNotEqualTo(hashOf(out -> out.amount(amount)));
    assertThat(hashOf(out -> out.secretText(NONCE, "50")))
        .isNotEqualTo(hashOf(out -> out.secretText(Nonce.NONE, "50")))
        .isNotEqualTo(hashOf(out -> out.secretText(NONCE, "51")));
  }

  @Test
  void noFieldsAreRunTogether() {
    List<Hash> hashes =
        new ArrayList<>(
            List.of(
                hashOf(out -> out),
                hashOf(out -> out.text("a").text("bc")),
                hashOf(out -> out.text("ab").text("c")),
                hashOf(out -> out.text("abc")),
                hashOf(out -> out.text("abc").text("")),
                hashOf(out -> out.text("").text("abc")),
                hashOf(out -> out.text("ä").text("bc")),
                hashOf(out -> out.text("äb").text("c")),
                hashOf(out -> out.optionalText(Optional.empty())),
                hashOf(out -> out.optionalText(Optional.of(""))),
                hashOf(out -> out.text("")),
                hashOf(out -> out.optionalInt64(OptionalLong.of(0))),
                hashOf(out -> out.int64(0)),
                hashOf(out -> out.int32(1)),
                hashOf(out -> out.int8(1)),
                hashOf(out -> out.amount(DecimalAmount.parse("0.1"))),
                hashOf(out -> out.amount(DecimalAmount.parse("0.01"))),
                hashOf(out -> out.amount(DecimalAmount.parse("1")))));

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void anotherPreviousHashGivesAnotherHash() {
    assertThat(bytes.startAfter(PREVIOUS).text("a").hash())
        .isNotEqualTo(bytes.startAfter(Hash.ZERO).text("a").hash());
  }

  @Test
  void nothingIsLeftOverFromOneRulingToTheNext() {
    Hash first = hashOf(out -> out.text("x".repeat(5_000)).int64(1));
    Hash shorter = hashOf(out -> out.text("y"));

    assertThat(hashOf(out -> out.text("x".repeat(5_000)).int64(1))).isEqualTo(first);
    assertThat(new CanonicalBytes().startAfter(PREVIOUS).text("y").hash()).isEqualTo(shorter);
  }

  @Test
  void textsOfAnyLengthFit() throws IOException {
    for (int length :
        new int[] {150, 159, 160, 161, 475, 476, 477, 511, 512, 513, 1_000, 100_000}) {
      for (String character : List.of("a", "ä", "壺")) {
        String text = character.repeat(length);
        Hash hash = new CanonicalBytes().startAfter(PREVIOUS).text(text).int64(5).hash();

        assertThat(hash)
            .as("%s of %s", length, character)
            .isEqualTo(
                expected(
                    out -> {
                      writeText(out, text);
                      out.writeLong(5);
                    }));
      }
    }
  }

  @Test
  void anyNumberOfFieldsFits() throws IOException {
    CanonicalBytes many = new CanonicalBytes().startAfter(PREVIOUS);
    for (int count = 0; count < 1_000; count++) {
      many.int8(count).int32(count).secretText(NONCE, "").optionalText(Optional.empty());
    }

    byte[] nonce = sha256(expectedBytes(CanonicalBytesTest::writeNonce)).toString().getBytes(UTF_8);
    assertThat(many.hash())
        .isEqualTo(
            expected(
                out -> {
                  for (int count = 0; count < 1_000; count++) {
                    out.writeByte(count);
                    out.writeInt(count);
                    out.write(HexFormat.of().parseHex(new String(nonce, UTF_8)));
                    out.writeByte(0);
                  }
                }));
  }

  private static void writeNonce(DataOutputStream out) throws IOException {
    out.writeLong(NONCE.high());
    out.writeLong(NONCE.low());
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] encoded = text.getBytes(UTF_8);
    out.writeInt(encoded.length);
    out.write(encoded);
  }
}
