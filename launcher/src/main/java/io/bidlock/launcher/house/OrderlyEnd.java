package io.bidlock.launcher.house;

/** What is done when this program is asked to end, as by Ctrl-C. */
public final class OrderlyEnd {
  private OrderlyEnd() {}

  /** From now on, the end of this JVM takes these steps, one after the other. */
  public static void atExit(Runnable... steps) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  for (Runnable step : steps) {
                    step.run();
                  }
                },
                "orderly-end"));
  }
}
