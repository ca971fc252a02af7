package io.bidlock.pipelines.batch;

import java.util.Optional;

/** What one line of a file says, by column, each as a text. */
interface Fields {
  /**
   * A field without the spaces around it; empty when there is nothing in it or no such column.
   *
   * @throws UnreadableLine when it cannot be told as a text
   */
  Optional<String> get(String column) throws UnreadableLine;

  /**
   * As {@link #get}.
   *
   * @throws UnreadableLine when it is empty
   */
  default String required(String column) throws UnreadableLine {
    return get(column).orElseThrow(() -> new UnreadableLine(column + " is empty"));
  }
}
