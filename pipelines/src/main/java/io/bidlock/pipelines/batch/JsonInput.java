package io.bidlock.pipelines.batch;

import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** JSON Lines: a JSON object a line, UTF-8. Amounts are numbers or texts. */
final class JsonInput implements InputLines {
  private final Path file;
  private final TextFile lines;
  private long number;

  JsonInput(Path file) {
    this.file = file;
    this.lines = TextFile.open(file);
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
    String line = lines.line();
    number++;
    while (line != null && line.isBlank()) {
      line = lines.line();
      number++;
    }
    return line == null ? Optional.empty() : Optional.of(new JsonLine(number, line));
  }

  private static JsonObject object(String text) throws UnreadableLine {
    if (text.indexOf(TextFile.BROKEN) >= 0) {
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
    lines.close();
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
