package io.bidlock.launcher.terminal;

import java.util.List;

/** How far some long work has come: a bar on a terminal, a line every tenth elsewhere. */
public final class Progress {
  private static final int BAR_WIDTH = 30;

  private final Terminal terminal;
  private final String what;
  private final long total;
  private int lastTenth;
  private int lastPercent = -1;

  /**
   * @param what the work, e.g. {@code Filling the log}
   * @param total how many steps it has, at least 1
   */
  public Progress(Terminal terminal, String what, long total) {
    if (total < 1) {
      throw new IllegalArgumentException(what + " has no steps");
    }
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  /** Tells how many steps are done; cheap enough to be called for each of them. */
  public void at(long done) {
    int percent = (int) (Math.min(done, total) * 100 / total);
    if (percent == lastPercent) {
      return;
    }
    lastPercent = percent;
    if (terminal.isLive()) {
      int filled = percent * BAR_WIDTH / 100;
      String bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      terminal.show(
          List.of("%s %s %3d %% (%,d of %,d)".formatted(what, bar, percent, done, total)));
    } else if (percent / 10 > lastTenth) {
      lastTenth = percent / 10;
      terminal.say("%s: %d %% (%,d of %,d)".formatted(what, percent, done, total));
    }
  }

  /** Ends it; the bar gives way to one line that stays. */
  public void done(String result) {
    terminal.show(List.of());
    terminal.say(result);
  }
}
