package io.bidlock.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final String CLEARED = "\u001b[1A\u001b[2K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLineIsWrittenAboveTheLiveOnes() {
    Terminal terminal = Terminal.live(out, 80);
    terminal.show(List.of("one", "two"));
    terminal.say("news");

    assertThat(written()).isEqualTo("one\ntwo\n" + CLEARED + CLEARED + "news\none\ntwo\n");
  }

  @Test
  void liveLinesAreDrawnOverTheOnesBeforeAndCut() {
    Terminal terminal = Terminal.live(out, 6);
    terminal.show(List.of("one"));
    terminal.show(List.of("a long line"));
    terminal.show(List.of());

    assertThat(written()).isEqualTo("one\n" + CLEARED + "a lon\n" + CLEARED);
  }

  @Test
  void elsewhereThereIsNothingLive() {
    Terminal terminal = Terminal.plain(out);
    terminal.show(List.of("one"));
    terminal.say("news");

    assertThat(written()).isEqualTo("news\n");
    assertThat(terminal.isLive()).isFalse();
  }

  @Test
  void progressIsABarOnATerminal() {
    Progress progress = new Progress(Terminal.live(out, 80), "Filling", 4);
    progress.at(1);
    progress.at(4);
    progress.done("Full.");

    assertThat(written())
        .contains("Filling ███████░", " 25 % (1 of 4)", "100 % (4 of 4)")
        .endsWith("Full.\n");
  }

  @Test
  void progressIsALineATenthElsewhere() {
    Progress progress = new Progress(Terminal.plain(out), "Filling", 1_000);
    for (int done = 0; done <= 1_000; done++) {
      progress.at(done);
    }
    progress.done("Full.");

    assertThat(written().lines()).hasSize(11).contains("Filling: 50 % (500 of 1,000)");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
