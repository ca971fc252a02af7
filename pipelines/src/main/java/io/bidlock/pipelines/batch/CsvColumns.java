package io.bidlock.pipelines.batch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns that a file's first line names, in any order. */
final class CsvColumns {
  private static final CsvReader.CsvReaderBuilder CSV = CsvReader.builder();

  private final Map<String, Integer> places;
  private final int count;

  private CsvColumns(Map<String, Integer> places, int count) {
    this.places = places;
    this.count = count;
  }

  /**
   * Reads the first line.
   *
   * @throws InputProblem when it is missing, or names a column twice, or a required one not at all
   */
  static CsvColumns read(Path file, CsvLines lines, Collection<String> required) {
    CsvLine header =
        lines.next().orElseThrow(() -> new InputProblem(file + " is empty: it has no header line"));
    List<String> names;
    try {
      names = fields(header).stream().map(String::strip).toList();
    } catch (UnreadableLine e) {
      throw new InputProblem(file + ", line 1: " + e.getMessage(), e);
    }
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < names.size(); place++) {
      if (places.put(names.get(place), place) != null) {
        throw new InputProblem(file + " has the column " + names.get(place) + " twice");
      }
    }
    InputLines.requireColumns(file, required, names);
    return new CsvColumns(places, names.size());
  }

  /** In alphabetical order. */
  List<String> names() {
    return places.keySet().stream().sorted().toList();
  }

  /**
   * The fields of one line.
   *
   * @throws UnreadableLine when it is no CSV or has another number of fields than the first line
   */
  Row row(CsvLine line) throws UnreadableLine {
    List<String> fields = fields(line);
    if (fields.size() != count) {
      throw new UnreadableLine("has " + fields.size() + " fields, but the first line has " + count);
    }
    return new Row(fields);
  }

  private static List<String> fields(CsvLine line) throws UnreadableLine {
    if (!line.whole()) {
      throw new UnreadableLine("a quote is opened and never closed");
    }
    if (line.text().indexOf(TextFile.BROKEN) >= 0) {
      throw new UnreadableLine("is not UTF-8");
    }
    try {
      return CSV.ofSingleCsvRecord(line.text()).getFields();
    } catch (CsvParseException e) {
      throw new UnreadableLine("is no CSV: " + e.getMessage());
    }
  }

  /** One line's fields by column. */
  final class Row implements Fields {
    private final List<String> fields;

    private Row(List<String> fields) {
      this.fields = fields;
    }

    @Override
    public Optional<String> get(String column) {
      Integer place = places.get(column);
      if (place == null) {
        return Optional.empty();
      }
      String text = fields.get(place).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
  }
}
