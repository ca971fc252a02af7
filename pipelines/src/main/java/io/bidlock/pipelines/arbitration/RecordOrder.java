package io.bidlock.pipelines.arbitration;

/** How an item's records come into the order of their offsets (DESIGN.md, "Order"). */
public enum RecordOrder {
  /**
   * They arrive in it: Flink, Spark and Direct keep each key's order in streaming. Guarded: what
   * arrives out of order stops the job. Adds no latency.
   */
  ARRIVAL,
  /**
   * They are put in it: in batch by sorting, in streaming by holding them until the watermark has
   * passed. In streaming that takes as long as the watermark does: until the partition's next
   * millisecond is read, or up to about three seconds where a partition goes idle.
   */
  OFFSET
}
