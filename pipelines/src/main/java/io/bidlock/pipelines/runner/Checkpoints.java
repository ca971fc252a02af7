package io.bidlock.pipelines.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints that Flink jobs have left in a directory of this machine, as Flink lays them out:
 * {@code <directory>/<job>/chk-<number>/_metadata}, the last file written last.
 */
public final class Checkpoints {
  private static final String PREFIX = "chk-";
  private static final String WRITTEN_LAST = "_metadata";

  private final Path directory;

  public Checkpoints(Path directory) {
    this.directory = directory;
  }

  /**
   * The newest that is complete, by the time at which it became so. A job that still runs may
   * delete it at any time.
   *
   * @throws UncheckedIOException when the directory cannot be read
   */
  public Optional<Path> newest() {
    return complete().stream()
        .max(Comparator.comparingLong(Checkpoints::completedAt).thenComparing(Path::getFileName));
  }

  private List<Path> complete() {
    List<Path> complete = new ArrayList<>();
    for (Path job : in(directory)) {
      // Not walked any deeper: Flink deletes old checkpoints meanwhile.
      for (Path checkpoint : in(job)) {
        if (checkpoint.getFileName().toString().startsWith(PREFIX)
            && Files.exists(checkpoint.resolve(WRITTEN_LAST))) {
          complete.add(checkpoint);
        }
      }
    }
    return complete;
  }

  /** The directories in a directory; none where it is gone or was never there. */
  private static List<Path> in(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Checkpoints in " + directory + " cannot be read", e);
    }
  }

  /** 0 for one that is deleted meanwhile. */
  private static long completedAt(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(checkpoint.resolve(WRITTEN_LAST)).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Deletes what earlier jobs have left, but for one checkpoint: Flink cleans up after a job that
   * ends in good order, and never after one that was killed. No job may be running.
   *
   * @throws UncheckedIOException when something cannot be deleted
   */
  public void deleteAllBut(Path kept) {
    for (Path job : in(directory)) {
      for (Path checkpoint : in(job)) {
        // What checkpoints share is looked after by Flink.
        if (checkpoint.getFileName().toString().startsWith(PREFIX) && !checkpoint.equals(kept)) {
          delete(checkpoint);
        }
      }
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be deleted", e);
    }
  }
}
