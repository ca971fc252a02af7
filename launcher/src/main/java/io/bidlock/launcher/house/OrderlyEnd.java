package io.bidlock.launcher.house;

/** Closes a house when this program is asked to end, as by Ctrl-C. */
public final class OrderlyEnd {
  private OrderlyEnd() {}

  /** From now on, the end of this JVM closes the house and then lets go of its data. */
  public static void atExit(House house, DataDirectory directory) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  house.close();
                  directory.close();
                },
                "orderly-end"));
  }
}
