package io.bidlock.servers;

/** A child process could not be started, ended too early, or was not ready in time. */
public final class ChildProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ChildProcessException(String message) {
    super(message);
  }

  ChildProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
