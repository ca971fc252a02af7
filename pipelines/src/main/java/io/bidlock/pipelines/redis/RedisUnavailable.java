package io.bidlock.pipelines.redis;

/** Redis did not answer in time, or not as it should. */
public final class RedisUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RedisUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
