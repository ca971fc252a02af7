package io.bidlock.ingest.log;

import org.apache.kafka.common.errors.RecordTooLargeException;

/** Kafka did not take a record in time; it may or may not stand in the log. */
public final class LogUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether no repeat will help: Kafka takes no record of that size. */
  public boolean isForGood() {
    return getCause() instanceof RecordTooLargeException;
  }
}
