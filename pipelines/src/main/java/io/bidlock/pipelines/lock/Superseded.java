package io.bidlock.pipelines.lock;

/** A newer generation of the arbitration job has caught up with the log: this one is done. */
public final class Superseded extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  Superseded(long mine, long newest) {
    super(
        "This arbitration job has epoch "
            + mine
            + ", but epoch "
            + newest
            + " has caught up with the log and decides from here. This one stops; nothing is"
            + " lost.");
  }
}
