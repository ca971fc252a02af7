package io.bidlock.launcher.query;

import java.io.IOException;
import java.util.List;

/** Takes an answer as it comes, row by row. */
interface Answer {
  /**
   * One column.
   *
   * @param numeric whether its values are numbers
   */
  record Column(String name, boolean numeric) {}

  /** Comes first, and once. */
  void columns(List<Column> columns) throws IOException;

  /**
   * The next row.
   *
   * @param values one a column, null where there is none
   * @return whether more rows are wanted
   */
  boolean row(List<Object> values) throws IOException;

  /** There are no more rows, or none that are wanted. */
  void end() throws IOException;
}
