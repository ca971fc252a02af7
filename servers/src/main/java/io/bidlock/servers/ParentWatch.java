package io.bidlock.servers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The child's side of {@link ChildProcess}: a child must not outlive the process that started it,
 * even when that one was killed and could tell nobody.
 *
 * <p>The parent holds the other end of the child's standard input open and never writes to it. The
 * operating system closes it when the parent is gone, however that came about.
 */
public final class ParentWatch {

  /** Exit status of a child whose parent is gone. */
  public static final int PARENT_GONE = 129;

  private ParentWatch() {}

  /**
   * Ends this JVM at once, without shutdown hooks, when standard input ends. To be called first
   * thing in a child's {@code main}. A child started by hand with no standard input ends at once.
   */
  public static void exitWithParent() {
    exitWithParent(() -> {});
  }

  /**
   * As {@link #exitWithParent()}, with something to do before.
   *
   * @param before runs when the parent is gone; what it throws is ignored
   */
  public static void exitWithParent(Runnable before) {
    InputStream fromParent = System.in;
    Thread watch =
        new Thread(
            () -> {
              try {
                awaitEnd(fromParent);
                before.run();
              } finally {
                Runtime.getRuntime().halt(PARENT_GONE);
              }
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * Runs a program of somebody else's, which knows nothing of its parent, and ends with it.
   *
   * @param arguments its main class, then what that is given
   */
  public static void main(String... arguments) throws ReflectiveOperationException {
    exitWithParent();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void awaitEnd(InputStream fromParent) {
    byte[] ignored = new byte[256];
    try {
      while (fromParent.read(ignored) >= 0) {
        // What a parent writes has no meaning.
      }
    } catch (IOException e) {
      // An input that cannot be read has ended as well.
    }
  }
}
