package io.bidlock.auction.property;

import io.bidlock.auction.log.LogEntry;
import java.util.List;
import java.util.stream.Collectors;

/** The log of one item, printed one record a line. */
record History(List<LogEntry> entries) {
  static final String ITEM = "item-1";

  History {
    entries = List.copyOf(entries);
  }

  @Override
  public String toString() {
    return entries.stream()
        .map(entry -> entry.position() + " @" + entry.timeMillis() + " " + entry.record())
        .collect(Collectors.joining("\n  ", "history of " + entries.size() + "\n  ", "\n"));
  }
}
