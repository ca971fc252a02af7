package io.bidlock.launcher.query;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer as a table for people: its first rows, since the widths of columns are known only when
 * all that is shown has come.
 */
final class TableAnswer implements Answer {
  static final int MOST_ROWS = 1_000;
  private static final int WIDEST_CELL = 60;
  private static final String BETWEEN = "  ";

  private final PrintWriter out;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private boolean more;

  TableAnswer(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> named) {
    columns.addAll(named);
  }

  @Override
  public boolean row(List<Object> values) {
    if (rows.size() == MOST_ROWS) {
      more = true;
      return false;
    }
    rows.add(values.stream().map(TableAnswer::cell).toList());
    return true;
  }

  @Override
  public void end() {
    int[] widths = new int[columns.size()];
    for (int place = 0; place < widths.length; place++) {
      widths[place] = columns.get(place).name().length();
      for (List<String> row : rows) {
        widths[place] = Math.max(widths[place], row.get(place).length());
      }
    }
    line(columns.stream().map(Column::name).toList(), widths);
    line(columns.stream().map(column -> "").toList(), widths, Optional.of("─"));
    rows.forEach(row -> line(row, widths));
    out.println(
        more
            ? "the first %,d rows; --csv and --json give all".formatted(MOST_ROWS)
            : rows.size() == 1 ? "1 row" : "%,d rows".formatted(rows.size()));
  }

  private void line(List<String> cells, int[] widths) {
    line(cells, widths, Optional.empty());
  }

  private void line(List<String> cells, int[] widths, Optional<String> filling) {
    StringBuilder line = new StringBuilder();
    for (int place = 0; place < widths.length; place++) {
      String cell = cells.get(place);
      String padding = filling.orElse(" ").repeat(widths[place] - cell.length());
      line.append(place == 0 ? "" : BETWEEN);
      line.append(columns.get(place).numeric() ? padding + cell : cell + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  /** On one line, and not longer than a person reads. */
  private static String cell(Object value) {
    String text = Cells.text(value).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 1) + "…";
  }
}
