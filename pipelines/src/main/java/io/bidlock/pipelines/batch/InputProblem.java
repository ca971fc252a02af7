package io.bidlock.pipelines.batch;

/** A file or an argument that nothing can be done with; the message says what to change. */
final class InputProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputProblem(String message) {
    super(message);
  }

  InputProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
