package io.bidlock.ingest.log;

/** Kafka did not take a record in time; it may or may not stand in the log. */
public final class LogUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
