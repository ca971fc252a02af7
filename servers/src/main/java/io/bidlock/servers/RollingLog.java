package io.bidlock.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file that cannot fill the disk: when it reaches its limit it becomes {@code <file>.1} (the
 * one before is dropped) and begins anew. Used by one thread.
 */
final class RollingLog implements Closeable {

  private final Path file;
  private final long limitBytes;
  private OutputStream out;
  private long sizeBytes;

  /**
   * Opens the log for appending; missing directories are made.
   *
   * @param limitBytes size at which the file is rolled; at most twice that is kept
   * @throws IOException when the file cannot be written
   */
  RollingLog(Path file, long limitBytes) throws IOException {
    this.file = file;
    this.limitBytes = limitBytes;
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    open();
  }

  /** Appends one line; it is on file after {@link #flush()}. */
  void append(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    if (sizeBytes > 0 && sizeBytes + bytes.length > limitBytes) {
      roll();
    }
    out.write(bytes);
    sizeBytes += bytes.length;
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void roll() throws IOException {
    out.close();
    Files.move(file, file.resolveSibling(file.getFileName() + ".1"), REPLACE_EXISTING);
    open();
  }

  private void open() throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file, CREATE, APPEND));
    sizeBytes = Files.size(file);
  }
}
