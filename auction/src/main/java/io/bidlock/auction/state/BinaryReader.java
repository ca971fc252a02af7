package io.bidlock.auction.state;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what {@link BinaryWriter} wrote; {@link CorruptState} for anything else. */
final class BinaryReader {
  private final byte[] bytes;
  private int offset;

  BinaryReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int int8() {
    if (offset >= bytes.length) {
      throw new CorruptState("it ends too early, at byte " + offset);
    }
    return bytes[offset++];
  }

  boolean flag() {
    int value = int8();
    if (value != 0 && value != 1) {
      throw new CorruptState("a flag is " + value);
    }
    return value == 1;
  }

  long number() {
    long rest = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = int8();
      rest |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new CorruptState("a number is too long");
  }

  int integer() {
    long value = number();
    if (value != (int) value) {
      throw new CorruptState("a number is out of range: " + value);
    }
    return (int) value;
  }

  /** A number of things that take at least a byte each. */
  int count() {
    int count = integer();
    if (count < 0 || count > bytes.length - offset) {
      throw new CorruptState("a count is out of range: " + count);
    }
    return count;
  }

  long fixed64() {
    long value = 0;
    for (int index = 0; index < Long.BYTES; index++) {
      value = value << 8 | (int8() & 0xff);
    }
    return value;
  }

  String text() {
    int length = count();
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    offset += length;
    return text;
  }

  Optional<String> optionalText() {
    return flag() ? Optional.of(text()) : Optional.empty();
  }

  OptionalLong optionalNumber() {
    return flag() ? OptionalLong.of(number()) : OptionalLong.empty();
  }

  Hash hash() {
    return new Hash(fixed64(), fixed64(), fixed64(), fixed64());
  }

  Position position() {
    int era = integer();
    int partition = integer();
    long offsetInPartition = number();
    if (era < 0 || partition < 0 || offsetInPartition < 0) {
      throw new CorruptState("a position is out of range");
    }
    return new Position(era, partition, offsetInPartition);
  }

  DecimalAmount amount() {
    long unscaled = number();
    int scale = int8();
    if (scale < 0 || scale > DecimalAmount.MAX_DIGITS) {
      throw new CorruptState("an amount's scale is out of range: " + scale);
    }
    return new DecimalAmount(unscaled, scale);
  }

  Optional<DecimalAmount> optionalAmount() {
    return flag() ? Optional.of(amount()) : Optional.empty();
  }

  /** Complains when something is left over. */
  void end() {
    if (offset != bytes.length) {
      throw new CorruptState((bytes.length - offset) + " bytes are left over");
    }
  }
}
