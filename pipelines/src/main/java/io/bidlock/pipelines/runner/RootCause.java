package io.bidlock.pipelines.runner;

/** What lies at the bottom of a failure that steps, the runner and clients have wrapped. */
public final class RootCause {
  private RootCause() {}

  /** The last of the causes, which is the failure itself where it has none. */
  public static Throwable of(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
