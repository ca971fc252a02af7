package io.bidlock.pipelines.postgres;

/** PostgreSQL did not answer, for longer than anybody wanted to wait. */
public final class PostgresUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
