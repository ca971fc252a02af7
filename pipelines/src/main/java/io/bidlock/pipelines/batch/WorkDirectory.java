package io.bidlock.pipelines.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What is needed on the way only, and taken away at its end.
 *
 * @param path a directory that nobody else has
 */
record WorkDirectory(Path path) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    try (Stream<Path> left = Files.walk(path)) {
      for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
