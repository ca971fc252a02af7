package io.bidlock.launcher.quality;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What was found of one expectation.
 *
 * @param runAt when the run began, as ISO 8601 has it
 * @param mode {@code BATCH} or {@code STREAMING}
 * @param threshold the share of what is checked that may fail
 * @param example one that failed
 */
record Result(
    String runAt,
    String mode,
    String layer,
    String expectation,
    String rule,
    boolean critical,
    BigDecimal threshold,
    long checked,
    long failed,
    boolean held,
    Optional<String> example) {

  boolean isAlarming() {
    return critical && !held;
  }
}
