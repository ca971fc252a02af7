package io.bidlock.pipelines.lock;

/** Redis did not answer in time, or not as it should. */
public final class LockStoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockStoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
