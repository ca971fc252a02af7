package io.bidlock.ingest.commands;

/** So many requests wait for their decisions that no further one is taken. Nothing was written. */
public final class TooManyWaiting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TooManyWaiting(int limit) {
    super(limit + " requests are waiting for their decisions; no more are taken for the moment");
  }
}
