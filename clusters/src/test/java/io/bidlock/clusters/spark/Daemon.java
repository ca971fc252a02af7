package io.bidlock.clusters.spark;

import io.bidlock.servers.ParentWatch;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process of Spark's that ends with the test, even where that is killed. */
public final class Daemon {
  private Daemon() {}

  /**
   * Runs another main class.
   *
   * @param arguments its name, then what is for it
   */
  public static void main(String... arguments) throws ReflectiveOperationException {
    ParentWatch.exitWithParent();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /** What it needs beside Spark. */
  static String classpath() {
    return String.join(
        File.pathSeparator, List.of(placeOf(Daemon.class), placeOf(ParentWatch.class)));
  }

  private static String placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
