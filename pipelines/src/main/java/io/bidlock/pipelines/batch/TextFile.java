package io.bidlock.pipelines.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The lines of a text, UTF-8. */
final class TextFile implements AutoCloseable {
  /** What stands for bytes that are no UTF-8. */
  static final char BROKEN = '\uFFFD';

  private static final int BUFFER_CHARACTERS = 1 << 16;

  private final Path file;
  private final BufferedReader reader;
  private long number;

  private TextFile(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @throws InputProblem when there is no such file or it may not be read
   */
  static TextFile open(Path file) {
    if (Files.isDirectory(file)) {
      throw new InputProblem(file + " is a directory, not a file");
    }
    try {
      return new TextFile(
          file,
          new BufferedReader(
              new InputStreamReader(
                  Files.newInputStream(file),
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPLACE)
                      .onUnmappableCharacter(CodingErrorAction.REPLACE)),
              BUFFER_CHARACTERS));
    } catch (NoSuchFileException e) {
      throw new InputProblem("there is no file " + file, e);
    } catch (IOException e) {
      throw new InputProblem(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The next line, or null at the end. */
  @Nullable String line() {
    try {
      String line = reader.readLine();
      number++;
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read on after line " + number, e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }
}
