package io.bidlock.pipelines.quality;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What is expected.
 *
 * @param name its own, as {@code bids.amount-positive}
 * @param layer {@code bronze}, {@code silver} or {@code gold}
 * @param rule in words
 * @param threshold the share of what is checked that may fail, 0 to 1
 */
public record Expectation(
    String name, String layer, String rule, Severity severity, BigDecimal threshold)
    implements Serializable {

  /** One that nothing may fail, or the figures are wrong. */
  static Expectation critical(String layer, String name, String rule) {
    return new Expectation(name, layer, rule, Severity.CRITICAL, BigDecimal.ZERO);
  }

  /**
   * One that some may fail.
   *
   * @param threshold the share that may
   */
  static Expectation warning(String layer, String name, String rule, String threshold) {
    return new Expectation(name, layer, rule, Severity.WARNING, new BigDecimal(threshold));
  }

  /** Whether it holds where so many of those that were checked fail. */
  boolean holds(long checked, long failed) {
    return BigDecimal.valueOf(failed).compareTo(threshold.multiply(BigDecimal.valueOf(checked)))
        <= 0;
  }
}
