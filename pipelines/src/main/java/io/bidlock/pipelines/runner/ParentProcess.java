package io.bidlock.pipelines.runner;

import java.io.IOException;

/** The process that started this one. */
public final class ParentProcess {
  private ParentProcess() {}

  /** Ends this JVM as soon as its standard input ends, which it does when the parent is gone. */
  public static void endWithInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is asked for here: only the end matters.
                }
              } catch (IOException e) {
                // A broken input has ended too.
              }
              Runtime.getRuntime().halt(0);
            },
            "parent-process-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
