package io.bidlock.pipelines.quality;

/** What it means that an expectation does not hold. */
public enum Severity {
  /** The figures would be wrong: batch ends before gold is replaced. */
  CRITICAL,

  /** Somebody should look into it. */
  WARNING
}
