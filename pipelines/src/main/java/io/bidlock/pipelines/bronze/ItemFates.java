package io.bidlock.pipelines.bronze;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemReplay;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.state.StateCodec;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of each item, by the plain Arbiter over the auction log. Takes tombstones that were
 * left before, then records in the order of their offsets.
 */
final class ItemFates {
  private record Fate(ItemReplay replay, BronzeRecord last) {
    ItemState state() {
      return replay.state();
    }
  }

  private final Arbiter arbiter = new Arbiter();
  private final Map<String, Fate> fates = new HashMap<>();

  /** A tombstone that stands in place of records that are gone; of several, the last counts. */
  void addTombstone(BronzeRecord tombstone) {
    fates.merge(
        itemOf(tombstone),
        new Fate(new ItemReplay(arbiter, BronzeRetention.tombstone(tombstone)), tombstone),
        (one, other) -> one.last.position().compareTo(other.last.position()) > 0 ? one : other);
  }

  /** A record of the auction log; passed over where a tombstone has it in already. */
  void add(BronzeRecord record) {
    LogEntry entry;
    try {
      entry = record.logEntry();
    } catch (UnreadableRecord e) {
      // What cannot be read is decided by nobody.
      return;
    }
    String item = entry.record().itemId();
    Fate before = fates.get(item);
    if (before != null
        && before.state() instanceof ItemState.Tombstone tombstone
        && tombstone.covers(entry.position())) {
      return;
    }
    ItemReplay replay =
        before == null ? new ItemReplay(arbiter, ItemState.Unknown.INSTANCE) : before.replay;
    replay.decide(entry);
    if (!(replay.state() instanceof ItemState.Unknown)) {
      fates.put(item, new Fate(replay, record));
    }
  }

  /** Whether an item was listed and there is more to it than a tombstone. */
  boolean isOpen(String item) {
    Fate fate = fates.get(item);
    return fate != null && fate.state() instanceof ItemState.Auction;
  }

  /** The tombstones, by item, each at the place of the last record that it has in. */
  Map<String, BronzeRecord> tombstones() {
    Map<String, BronzeRecord> tombstones = new TreeMap<>();
    fates.forEach(
        (item, fate) -> {
          if (fate.state() instanceof ItemState.Tombstone) {
            tombstones.put(item, tombstone(item, fate));
          }
        });
    return tombstones;
  }

  private static BronzeRecord tombstone(String item, Fate fate) {
    return new BronzeRecord(
        BronzeRetention.TOMBSTONES,
        fate.last.era(),
        fate.last.partition(),
        fate.last.offset(),
        fate.last.timestampMillis(),
        item.getBytes(StandardCharsets.UTF_8),
        StateCodec.encode(fate.state()),
        List.of());
  }

  /** The item that a record is about, by its key; empty where it has none. */
  static String itemOf(BronzeRecord record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }
}
