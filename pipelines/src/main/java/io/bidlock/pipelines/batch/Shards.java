package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.coders.LogEntryCoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbered log on disk, in as many parts as are read side by side; an item is in one of them.
 */
final class Shards implements AutoCloseable {
  private final List<Path> files = new ArrayList<>();
  private final List<OutputStream> streams = new ArrayList<>();
  private long entries;

  Shards(Path directory, int count) {
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

  void add(LogEntry entry) {
    int shard = Math.floorMod(entry.record().itemId().hashCode(), streams.size());
    try {
      LogEntryCoder.of().encode(entry, streams.get(shard));
      entries++;
    } catch (IOException e) {
      throw new UncheckedIOException(files.get(shard) + " cannot be written; is the disk full?", e);
    }
  }

  long entries() {
    return entries;
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
