package io.bidlock.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final List<String> news = new CopyOnWriteArrayList<>();

  @Test
  void whatIsWaitedForIsSaidAgainAndAgain() {
    try (Waiting waiting = new Waiting(() -> "Godot", Duration.ofMillis(1), news::add)) {
      assertThat(waiting).isNotNull();
      await().until(() -> news.size() > 2);
    }
    assertThat(news).allMatch(line -> line.matches("Waiting for Godot, \\d+ s so far …"));
  }

  @Test
  void whoIsNotKeptWaitingIsToldNothing() {
    new Waiting(() -> "Godot", Duration.ofHours(1), news::add).close();

    assertThat(news).isEmpty();
  }
}
