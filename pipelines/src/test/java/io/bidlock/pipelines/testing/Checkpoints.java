package io.bidlock.pipelines.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The checkpoints that a Flink job keeps.
 *
 * @param directory where
 */
public record Checkpoints(Path directory) {

  /** The newest that is complete. */
  public Optional<Path> latest() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> complete = new ArrayList<>();
    try (Stream<Path> jobs = Files.list(directory)) {
      for (Path job : jobs.toList()) {
        // Not walked any deeper: Flink deletes old checkpoints meanwhile.
        try (Stream<Path> checkpoints = Files.list(job)) {
          checkpoints
              .filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
              .forEach(complete::add);
        }
      }
    }
    return complete.stream().max(Comparator.comparingInt(Checkpoints::number));
  }

  /** Waits for the second one after: that was begun when everything until now had happened. */
  public Path awaitAfter(Optional<Path> earlier, Duration atMost) {
    int number = earlier.map(Checkpoints::number).orElse(0);
    return Awaitility.await()
        .atMost(atMost)
        .until(this::latest, latest -> latest.filter(path -> number(path) > number + 1).isPresent())
        .orElseThrow();
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
