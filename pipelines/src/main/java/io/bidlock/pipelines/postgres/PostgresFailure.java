package io.bidlock.pipelines.postgres;

/** PostgreSQL refused something that neither waiting nor leaving out a row would change. */
public final class PostgresFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresFailure(String message) {
    super(message);
  }

  PostgresFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
