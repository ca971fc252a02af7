package io.bidlock.pipelines.arbitration;

/** What to do with a record at or before an item's last decided position. */
public enum Repeats {
  /** Stop, loudly: nothing may be decided out of order or twice. */
  FAIL,
  /** Skip it: the input overlaps, as where bronze ends and the log begins. */
  SKIP
}
