package io.bidlock.pipelines.medallion;

/** Where the medallion job gets what happened from. */
public enum MedallionMode {
  /** From Kafka, as it happens; decisions are those of the arbitration job. */
  STREAMING,

  /** From bronze; decisions are made again. */
  BATCH
}
