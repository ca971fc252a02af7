package io.bidlock.pipelines.batch;

import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The log that two files stand for: era 0, one partition, by (time, line). An item is listed when
 * it opens or just before its first bid, whichever is earlier; after all records comes what closes
 * the items.
 *
 * <p>The files are read twice, and in between only their times are kept: 16 bytes a line.
 */
final class FileLog {
  private static final int ERA = 0;
  private static final int PARTITION = 0;
  private static final long TELL_EVERY = 250_000;

  private final ItemsFile items;
  private final BidsFile bids;
  private final Consumer<String> progress;
  private final Map<String, Integer> firstListing = new HashMap<>();
  private final Times listed = new Times();
  private final Times placed = new Times();
  private long rejects;
  private long lastMillis;
  private long longestExtensionMillis;

  FileLog(ItemsFile items, BidsFile bids, Consumer<String> progress) {
    this.items = items;
    this.bids = bids;
    this.progress = progress;
  }

  /** Reads all lines once for their times. */
  void survey(Consumer<Reject> unreadable) {
    Consumer<Reject> counted =
        reject -> {
          rejects++;
          unreadable.accept(reject);
        };
    items.forEach(
        line -> {
          firstListing.putIfAbsent(line.record().itemId(), listed.count());
          listed.add(line.timeMillis());
          noteEnd(line.record());
        },
        counted);
    bids.forEach(
        line -> {
          placed.add(line.timeMillis());
          lastMillis = Math.max(lastMillis, line.timeMillis());
          Integer listing = firstListing.get(line.record().itemId());
          if (listing != null) {
            listed.lower(listing, line.timeMillis());
          }
          if (placed.count() % TELL_EVERY == 0) {
            progress.accept(placed.count() + " bids read");
          }
        },
        counted);
  }

  private void noteEnd(ItemListed listed) {
    try {
      Listing listing = Listing.of(listed.terms());
      lastMillis = Math.max(lastMillis, listing.closesAtMillis());
      longestExtensionMillis =
          Math.max(longestExtensionMillis, listing.softClose().extensionMillis());
    } catch (InvalidListing e) {
      throw new IllegalStateException("it was valid when its line was read", e);
    }
  }

  /** By when all bids are placed and all items have ended, also where a bid moved the end. */
  long lastMillis() {
    return lastMillis + longestExtensionMillis;
  }

  long listings() {
    return listed.count();
  }

  long bids() {
    return placed.count();
  }

  long rejects() {
    return rejects;
  }

  /**
   * Reads all lines again and hands on the log's entries, in the order of the files; their
   * positions tell the log's.
   *
   * @param asOfMillis what is due by then is closed
   */
  void forEach(long asOfMillis, Consumer<LogEntry> entries) {
    int[] places = StableOrder.places(listed.followedBy(placed), listed.count() + placed.count());
    Numbering numbering = new Numbering(places, entries);
    items.forEach(line -> numbering.add(listed.get(numbering.next), line.record()), reject -> {});
    bids.forEach(line -> numbering.add(line.timeMillis(), line.record()), reject -> {});
    long offset = places.length;
    for (String itemId : firstListing.keySet().stream().sorted().toList()) {
      entries.accept(entry(offset++, asOfMillis, new CloseDue(itemId)));
    }
  }

  private static LogEntry entry(long offset, long timeMillis, LogRecord record) {
    return new LogEntry(new Position(ERA, PARTITION, offset), timeMillis, record);
  }

  private static final class Numbering {
    private final int[] places;
    private final Consumer<LogEntry> entries;
    private int next;

    Numbering(int[] places, Consumer<LogEntry> entries) {
      this.places = places;
      this.entries = entries;
    }

    void add(long timeMillis, LogRecord record) {
      if (next == places.length) {
        throw new InputProblem("a file has grown while it was being read");
      }
      entries.accept(entry(places[next++], timeMillis, record));
    }
  }
}
