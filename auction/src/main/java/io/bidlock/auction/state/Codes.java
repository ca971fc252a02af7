package io.bidlock.auction.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** From the numbers in encoded state back to what they stand for. */
final class Codes {
  private Codes() {}

  static <T> Map<Integer, T> of(T[] values, ToIntFunction<T> code) {
    Map<Integer, T> byCode = new HashMap<>();
    for (T value : values) {
      if (byCode.put(code.applyAsInt(value), value) != null) {
        throw new IllegalStateException("two have the code of " + value);
      }
    }
    return Map.copyOf(byCode);
  }

  static <T> T value(Map<Integer, T> byCode, int code, String what) {
    T value = byCode.get(code);
    if (value == null) {
      throw new CorruptState("unknown " + what + " " + code);
    }
    return value;
  }
}
