package io.bidlock.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No line of a file is lost, whatever quotes stand in it. */
class CsvLinesTest {
  @TempDir Path directory;

  @Test
  void aQuoteInsideAFieldIsACharacterLikeOthers() throws IOException {
    assertThat(read("a,b", "1,5\" nail", "2,plain", "3,7\" nail"))
        .containsExactly(
            "1 whole a,b", "2 whole 1,5\" nail", "3 whole 2,plain", "4 whole 3,7\" nail");
  }

  @Test
  void aQuotedFieldGoesOnOverLines() throws IOException {
    assertThat(read("1,\"two", "lines, \"\"quoted\"\"\"", "2,b"))
        .containsExactly("1 whole 1,\"two\nlines, \"\"quoted\"\"\"", "3 whole 2,b");
  }

  @Test
  void aFieldThatIsNeverClosedCostsItsLineOnly() throws IOException {
    assertThat(read("1,\"open", "2,b", "3,c"))
        .containsExactly("1 broken 1,\"open", "2 whole 2,b", "3 whole 3,c");
  }

  private List<String> read(String... lines) throws IOException {
    Path file = Files.write(directory.resolve("lines.csv"), List.of(lines));
    List<String> read = new ArrayList<>();
    try (CsvLines csv = new CsvLines(file)) {
      for (Optional<CsvLine> line = csv.next(); line.isPresent(); line = csv.next()) {
        read.add(
            line.get().number()
                + (line.get().whole() ? " whole " : " broken ")
                + line.get().text());
      }
    }
    return read;
  }
}
