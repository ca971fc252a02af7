package io.bidlock.pipelines.batch;

/** A line that does not say what it should; the message says which column and why. */
final class UnreadableLine extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableLine(String message) {
    super(message);
  }
}
