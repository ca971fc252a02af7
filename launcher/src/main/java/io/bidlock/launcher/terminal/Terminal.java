package io.bidlock.launcher.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a command says to the person who started it: lines that stay, and below them, where there is
 * a real terminal, a few live lines that are drawn again and again. Safe for several threads.
 */
public final class Terminal {
  private static final int DEFAULT_COLUMNS = 80;
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintStream out;
  private final boolean live;
  private final int columns;
  private List<String> liveLines = List.of();
  private int drawnLines;

  private Terminal(PrintStream out, boolean live, int columns) {
    this.out = out;
    this.live = live;
    this.columns = columns;
  }

  /** Standard output; live where it is a terminal that can move its cursor. */
  public static Terminal standard() {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean live = isTerminal() && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(out, live, live ? askColumns() : DEFAULT_COLUMNS);
  }

  /** Plain lines only, to a stream of the caller's. */
  public static Terminal plain(PrintStream out) {
    return new Terminal(out, false, DEFAULT_COLUMNS);
  }

  /** With live lines, to a stream of the caller's that is so many columns wide. */
  public static Terminal live(PrintStream out, int columns) {
    return new Terminal(out, true, columns);
  }

  /** Whether {@link #show} draws anything. */
  public boolean isLive() {
    return live;
  }

  /** Writes a line that stays. */
  public synchronized void say(String line) {
    clear();
    out.println(line);
    draw();
    out.flush();
  }

  /** Draws the live lines in place of the ones before; does nothing where nothing can be live. */
  public synchronized void show(List<String> lines) {
    if (!live) {
      return;
    }
    clear();
    liveLines = List.copyOf(lines);
    draw();
    out.flush();
  }

  /** Lets the live lines stand as they are; what comes next is written below them. */
  public synchronized void keep() {
    liveLines = List.of();
    drawnLines = 0;
  }

  private void clear() {
    for (int line = 0; line < drawnLines; line++) {
      out.print(UP_AND_CLEAR);
    }
    drawnLines = 0;
  }

  private void draw() {
    for (String line : liveLines) {
      // A line that wraps would take two rows, and the next clearing would leave one behind.
      out.println(line.length() < columns ? line : line.substring(0, columns - 1));
    }
    drawnLines = liveLines.size();
  }

  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal too; 21 has no such method.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static int askColumns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
        String size = reader.readLine();
        boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
        int columns = ended && size != null ? Integer.parseInt(size.split(" ", 2)[1]) : 0;
        return columns > 0 ? columns : DEFAULT_COLUMNS;
      }
    } catch (IOException | RuntimeException e) {
      return DEFAULT_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT_COLUMNS;
    }
  }
}
