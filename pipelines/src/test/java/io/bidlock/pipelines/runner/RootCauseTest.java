package io.bidlock.pipelines.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void theHousesOwnSentenceIsTold() {
    Throwable failure =
        CompletableFuture.runAsync(
                () -> {
                  throw new IllegalStateException("Start the broker.", new TimeoutException());
                })
            .handle((nothing, thrown) -> thrown)
            .join();
    assertThat(failure).isInstanceOf(CompletionException.class);
    assertThat(RootCause.message(failure)).isEqualTo("Start the broker.");
  }

  @Test
  void othersLastCauseIsToldWhereTheHouseSaysNothing() {
    assertThat(RootCause.message(thrownElsewhere(new CompletionException("wrapped", notANumber()))))
        .isEqualTo("For input string: \"ten\"");
  }

  @Test
  void aCauseThatSaysNothingIsNamed() {
    assertThat(RootCause.message(thrownElsewhere(new TimeoutException())))
        .isEqualTo("java.util.concurrent.TimeoutException");
  }

  private static Throwable notANumber() {
    try {
      throw new AssertionError(Long.parseLong("ten"));
    } catch (NumberFormatException e) {
      return e;
    }
  }

  private static <T extends Throwable> T thrownElsewhere(T failure) {
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("org.example.Parser", "parse", null, 1)});
    return failure;
  }
}
