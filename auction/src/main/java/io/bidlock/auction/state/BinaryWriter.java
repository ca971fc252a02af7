package io.bidlock.auction.state;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes values compactly: variable-length numbers, texts with their length before them. */
final class BinaryWriter {
  private byte[] bytes = new byte[256];
  private int length;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  BinaryWriter int8(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  BinaryWriter flag(boolean value) {
    return int8(value ? 1 : 0);
  }

  /** Zigzag and base 128, so that small numbers of either sign are short. */
  BinaryWriter number(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  BinaryWriter fixed64(long value) {
    ensure(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  BinaryWriter text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    number(encoded.length);
    ensure(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  BinaryWriter optionalText(Optional<String> value) {
    return value.isPresent() ? flag(true).text(value.get()) : flag(false);
  }

  BinaryWriter optionalNumber(OptionalLong value) {
    return value.isPresent() ? flag(true).number(value.getAsLong()) : flag(false);
  }

  BinaryWriter hash(Hash hash) {
    return fixed64(hash.part0()).fixed64(hash.part1()).fixed64(hash.part2()).fixed64(hash.part3());
  }

  BinaryWriter position(Position position) {
    return number(position.era()).number(position.partition()).number(position.offset());
  }

  BinaryWriter amount(DecimalAmount amount) {
    return number(amount.unscaled()).int8(amount.scale());
  }

  BinaryWriter optionalAmount(Optional<DecimalAmount> amount) {
    return amount.isPresent() ? flag(true).amount(amount.get()) : flag(false);
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
