package io.bidlock.pipelines.quality;

/** A critical expectation does not hold. */
public final class QualityFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public QualityFailed(String message) {
    super(message);
  }
}
