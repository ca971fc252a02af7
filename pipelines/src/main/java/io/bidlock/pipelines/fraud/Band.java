package io.bidlock.pipelines.fraud;

import java.math.BigDecimal;

/** How suspicious a score is, roughly. */
enum Band {
  /** Exactly 0. */
  NONE,
  /** Below 0.4. */
  LOW,
  /** Below 0.8. */
  MEDIUM,
  /** 0.8 and more. */
  HIGH;

  private static final BigDecimal MEDIUM_FROM = new BigDecimal("0.4");
  private static final BigDecimal HIGH_FROM = new BigDecimal("0.8");

  static Band of(BigDecimal score) {
    if (score.signum() == 0) {
      return NONE;
    }
    if (score.compareTo(MEDIUM_FROM) < 0) {
      return LOW;
    }
    return score.compareTo(HIGH_FROM) < 0 ? MEDIUM : HIGH;
  }
}
