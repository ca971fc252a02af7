package io.bidlock.launcher.query;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** What comes in from outside. */
final class StandardInput {
  private StandardInput() {}

  /**
   * Whether a person would have to type it. Java tells this only of input and output together, and
   * the output may go through a pipe by itself.
   */
  static boolean isTerminal() {
    try {
      return new ProcessBuilder("test", "-t", "0").redirectInput(Redirect.INHERIT).start().waitFor()
          == 0;
    } catch (IOException e) {
      return System.console() != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
