package io.bidlock.pipelines.batch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Reads what {@link SortedParts} wrote. */
final class Parts {
  private final Path directory;

  Parts(Path directory) {
    this.directory = directory;
  }

  /** What is to be done with a line. */
  interface LineConsumer {
    void accept(byte[] line) throws IOException;
  }

  /** All lines of part 0, then of part 1, and so on. */
  void forEachPartByPart(LineConsumer consumer) throws IOException {
    for (Path part : files()) {
      try (Part open = new Part(part)) {
        for (Optional<byte[]> line = open.take(); line.isPresent(); line = open.take()) {
          consumer.accept(line.get());
        }
      }
    }
  }

  /** All lines of all parts in the order of their sort keys. */
  void forEachMerged(LineConsumer consumer) throws IOException {
    PriorityQueue<Part> queue = new PriorityQueue<>(Comparator.comparing((Part part) -> part.key));
    List<Part> open = new ArrayList<>();
    try {
      for (Path file : files()) {
        Part part = new Part(file);
        open.add(part);
        if (!part.ended) {
          queue.add(part);
        }
      }
      while (!queue.isEmpty()) {
        Part first = queue.remove();
        consumer.accept(first.take().orElseThrow());
        if (!first.ended) {
          queue.add(first);
        }
      }
    } finally {
      for (Part part : open) {
        part.close();
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .sorted(Comparator.comparingInt(file -> Integer.parseInt(file.getFileName().toString())))
          .toList();
    }
  }

  private static final class Part implements AutoCloseable {
    private final DataInputStream in;
    private String key = "";
    private boolean ended;

    Part(Path file) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      readKey();
    }

    private void readKey() throws IOException {
      in.mark(1);
      ended = in.read() < 0;
      if (!ended) {
        in.reset();
        key = in.readUTF();
      }
    }

    Optional<byte[]> take() throws IOException {
      if (ended) {
        return Optional.empty();
      }
      byte[] line = new byte[in.readInt()];
      in.readFully(line);
      readKey();
      return Optional.of(line);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
