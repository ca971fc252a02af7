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

  /**
   * What BidLock says itself of a failure, which tells what to do, and what the last of the causes
   * says where BidLock says nothing.
   */
  public static String message(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      StackTraceElement[] thrown = cause.getStackTrace();
      if (cause.getMessage() != null
          && thrown.length > 0
          && thrown[0].getClassName().startsWith("io.bidlock.")) {
        return cause.getMessage();
      }
    }
    return lastMessage(failure);
  }

  /** What the last of the causes says, and what it is where it says nothing. */
  public static String lastMessage(Throwable failure) {
    Throwable deepest = of(failure);
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }
}
