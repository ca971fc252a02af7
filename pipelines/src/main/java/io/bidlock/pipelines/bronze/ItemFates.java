package io.bidlock.pipelines.bronze;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.state.StateCodec;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of each item, by the plain Arbiter over the auction log. Takes tombstones that were
 * left before, then records in the order of their offsets.
 */
final class ItemFates {
  private record Fate(ItemState state, BronzeRecord last) {}

  private final Arbiter arbiter = new Arbiter();
  private final Map<String, Fate> fates = new HashMap<>();
  private final Map<String, Map<String, Remembered>> remembered = new HashMap<>();

  /** A tombstone that stands in place of records that are gone; of several, the last counts. */
  void addTombstone(BronzeRecord tombstone) {
    fates.merge(
        itemOf(tombstone),
        new Fate(StateCodec.decode(bytes(tombstone)), tombstone),
        (one, other) -> position(one.last).compareTo(position(other.last)) > 0 ? one : other);
  }

  /** A record of the auction log; passed over where a tombstone has it in already. */
  void add(BronzeRecord record) {
    Optional<LogRecord> said = read(record);
    if (said.isEmpty()) {
      return;
    }
    String item = said.get().itemId();
    Fate before = fates.getOrDefault(item, new Fate(ItemState.Unknown.INSTANCE, record));
    boolean decided =
        before.state instanceof ItemState.Tombstone
            && position(record).compareTo(position(before.last)) <= 0;
    if (!decided) {
      decide(item, before.state, record, said.get());
    }
  }

  private void decide(String item, ItemState before, BronzeRecord record, LogRecord said) {
    Map<String, Remembered> ids = remembered.computeIfAbsent(item, id -> new HashMap<>());
    Verdict verdict =
        arbiter.decide(
            before,
            Optional.ofNullable(ids.get(said.commandId())),
            new LogEntry(position(record), record.timestampMillis(), said));
    verdict.remember().ifPresent(first -> ids.put(said.commandId(), first));
    if (verdict.forgetAll() || verdict.state() instanceof ItemState.Unknown) {
      remembered.remove(item);
    }
    if (!(verdict.state() instanceof ItemState.Unknown)) {
      fates.put(item, new Fate(verdict.state(), record));
    }
  }

  /** What cannot be read is decided by nobody. */
  private static Optional<LogRecord> read(BronzeRecord record) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LogRecordJson.read(record.value()))
          .filter(said -> said.itemId().equals(itemOf(record)));
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }

  /** Whether an item was listed and there is more to it than a tombstone. */
  boolean isOpen(String item) {
    Fate fate = fates.get(item);
    return fate != null && fate.state instanceof ItemState.Auction;
  }

  /** The tombstones, by item, each at the place of the last record that it has in. */
  Map<String, BronzeRecord> tombstones() {
    Map<String, BronzeRecord> tombstones = new TreeMap<>();
    fates.forEach(
        (item, fate) -> {
          if (fate.state instanceof ItemState.Tombstone) {
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
        StateCodec.encode(fate.state),
        List.of());
  }

  /** The item that a record is about, by its key; empty where it has none. */
  static String itemOf(BronzeRecord record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(BronzeRecord record) {
    if (record.value() == null) {
      throw new IllegalArgumentException("the tombstone " + record + " is empty");
    }
    return record.value();
  }

  private static Position position(BronzeRecord record) {
    return new Position(record.era(), record.partition(), record.offset());
  }
}
