package io.bidlock.launcher.house;

import java.util.ArrayList;
import java.util.List;

/** What every JVM of BidLock is started with. */
final class JvmArguments {
  /** The first Java that warns of libraries that read memory by sun.misc.Unsafe. */
  private static final int WARNS_OF_UNSAFE = 24;

  private JvmArguments() {}

  /**
   * Arguments of a JVM, the same Java as this one.
   *
   * @param heapMegabytes its largest heap
   */
  static List<String> common(int heapMegabytes) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx" + heapMegabytes + "m");
    arguments.add("-XX:+UseG1GC");
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    arguments.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    return arguments;
  }
}
