package io.bidlock.pipelines.quality;

import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How a check went.
 *
 * @param checked how many were looked at
 * @param failed how many of them are not as expected
 * @param example one of those, for somebody to look into
 */
record Check(long checked, long failed, @Nullable String example) implements Serializable {
  static final Check NOTHING = new Check(0, 0, null);

  static Check of(boolean holds, String what) {
    return holds ? new Check(1, 0, null) : new Check(1, 1, what);
  }

  /** The example is the least, whichever came first. */
  Check plus(Check other) {
    return new Check(
        checked + other.checked, failed + other.failed, lesser(example, other.example));
  }

  private static @Nullable String lesser(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
