package io.bidlock.pipelines.testing;

import io.bidlock.pipelines.runner.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Waits for a Flink job that keeps checkpoints. */
public final class AwaitCheckpoint {
  private AwaitCheckpoint() {}

  /** Until there is one that was begun when everything until now had happened. */
  public static void in(Path directory, Duration atMost) {
    Checkpoints checkpoints = new Checkpoints(directory);
    // The next one may have been begun before.
    long enough = number(checkpoints.newest()) + 2;
    Awaitility.await().atMost(atMost).until(() -> number(checkpoints.newest()) >= enough);
  }

  /**
   * Copies the newest one, which the job itself will delete soon. A checkpoint names its files by
   * where they are in it, so a copy is as good.
   *
   * @return the copy
   */
  public static Path copy(Path directory, Path target, Duration atMost) {
    Checkpoints checkpoints = new Checkpoints(directory);
    Awaitility.await()
        .atMost(atMost)
        .until(
            () -> {
              Optional<Path> newest = checkpoints.newest();
              return newest.isPresent() && copied(newest.get(), target);
            });
    return target;
  }

  /** Whether it could be copied before the job deleted it. */
  private static boolean copied(Path checkpoint, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(checkpoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      return Files.exists(checkpoint.resolve("_metadata"));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static long number(Optional<Path> checkpoint) {
    return checkpoint
        .map(path -> Long.parseLong(path.getFileName().toString().substring("chk-".length())))
        .orElse(0L);
  }
}
