package io.bidlock.pipelines.gold;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Numbers as gold keeps them. */
final class Figures {
  /** Decimals of a rate or an average. */
  private static final int SCALE = 6;

  private Figures() {}

  static BigDecimal one(boolean counts) {
    return counts ? BigDecimal.ONE : BigDecimal.ZERO;
  }

  static BigDecimal orZero(@Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  /** A rate or an average to six decimals, half up; null where there is nothing to divide by. */
  static @Nullable BigDecimal ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? null : part.divide(whole, SCALE, RoundingMode.HALF_UP);
  }
}
