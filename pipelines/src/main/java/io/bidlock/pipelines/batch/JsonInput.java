package io.bidlock.pipelines.batch;

import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** JSON Lines: a JSON object a line, UTF-8. Amounts are numbers or texts. */
final class JsonInput implements InputLines {
  private final Path file;
  private final BufferedReader reader;
  private long number;

  JsonInput(Path file) {
    this.file = file;
    try {
      this.reader =
          new BufferedReader(
              new InputStreamReader(
                  Files.newInputStream(file),
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPLACE)
                      .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    } catch (NoSuchFileException e) {
      throw new InputProblem("there is no file " + file, e);
    } catch (IOException e) {
      throw new InputProblem(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> columns() {
    try (JsonInput again = new JsonInput(file)) {
      Optional<Line> first = again.next();
      return first.isPresent() ? List.copyOf(object(first.get().text()).names()) : List.of();
    } catch (UnreadableLine e) {
      return List.of();
    }
  }

  @Override
  public Optional<Line> next() {
    try {
      String line = reader.readLine();
      number++;
      while (line != null && line.isBlank()) {
        line = reader.readLine();
        number++;
      }
      return line == null ? Optional.empty() : Optional.of(new JsonLine(number, line));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read on after line " + number, e);
    }
  }

  private static JsonObject object(String text) throws UnreadableLine {
    if (text.indexOf(CsvLines.BROKEN) >= 0) {
      throw new UnreadableLine("is not UTF-8");
    }
    try {
      return JsonObject.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableRecord e) {
      throw new UnreadableLine(e.getMessage());
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

  private record JsonLine(long number, String text) implements Line {
    @Override
    public Fields fields() throws UnreadableLine {
      JsonObject object = object(text);
      return column -> {
        try {
          return object.scalar(column).map(String::strip).filter(value -> !value.isEmpty());
        } catch (UnreadableRecord e) {
          throw new UnreadableLine(e.getMessage());
        }
      };
    }
  }
}
