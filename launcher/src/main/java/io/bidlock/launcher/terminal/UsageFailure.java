package io.bidlock.launcher.terminal;

/** A command was called in a way that cannot work; the message says which option and why. */
public final class UsageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageFailure(String message) {
    super(message);
  }
}
