package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.coders.LogEntryCoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The numbered log on disk, in parts. */
final class Shards implements AutoCloseable {
  private static final long RANGE = 100_000;
  private static final int MOST_RANGES = 256;

  private final List<Path> files = new ArrayList<>();
  private final List<OutputStream> streams = new ArrayList<>();
  private final ToIntFunction<LogEntry> shardOf;

  private Shards(Path directory, int count, ToIntFunction<LogEntry> shardOf) {
    this.shardOf = shardOf;
    try {
      for (int shard = 0; shard < count; shard++) {
        Path file = directory.resolve("log-" + shard);
        files.add(file);
        streams.add(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("no temporary file can be made in " + directory, e);
    }
  }

  /** In as many parts as are read side by side; an item is in one of them. */
  static Shards byItem(Path directory, int count) {
    return new Shards(
        directory, count, entry -> Math.floorMod(entry.record().itemId().hashCode(), count));
  }

  /**
   * One part after another in the order of the log, none so large that it could not be sorted in
   * memory where the log has up to some ten million records.
   *
   * @param records how many there are, at most
   */
  static Shards byOffset(Path directory, long records) {
    int count = (int) Math.max(1, Math.min(MOST_RANGES, records / RANGE + 1));
    long range = records / count + 1;
    return new Shards(directory, count, entry -> (int) (entry.position().offset() / range));
  }

  void add(LogEntry entry) {
    int shard = shardOf.applyAsInt(entry);
    try {
      LogEntryCoder.of().encode(entry, streams.get(shard));
    } catch (IOException e) {
      throw new UncheckedIOException(files.get(shard) + " cannot be written; is the disk full?", e);
    }
  }

  /** Reads a part that has been written whole. */
  static void read(Path file, Consumer<LogEntry> entries) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      while (!atEnd(in)) {
        entries.accept(LogEntryCoder.of().decode(in));
      }
    }
  }

  private static boolean atEnd(InputStream in) throws IOException {
    in.mark(1);
    boolean end = in.read() < 0;
    in.reset();
    return end;
  }

  List<String> files() {
    return files.stream().map(Path::toString).toList();
  }

  @Override
  public void close() {
    for (OutputStream stream : streams) {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a temporary file cannot be closed", e);
      }
    }
  }
}
