package io.bidlock.pipelines.bronze;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.state.StateCodec;
import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Forgets what is older than a day, but for what later days are made of:
 *
 * <ul>
 *   <li>of the auction log, every record of an item that is not over, or that is heard of on that
 *       day or later: an item is kept whole, or not at all. Whoever decides bronze again reads the
 *       auction log from its beginning, whatever days are wanted;
 *   <li>of an item that goes, its tombstone, in the topic {@link #TOMBSTONES}: key item id, value
 *       {@code StateCodec}'s bytes, at the place of the item's last record. An item that has one is
 *       in that state after that record, and not unknown;
 *   <li>of users, the last record of each, as compaction leaves it, and none of who was erased.
 * </ul>
 *
 * <p>An item is over when nothing but its tombstone is left of it: a day after its close, and once
 * the closer has said so. One that was never listed leaves nothing, as in arbitration. What must
 * stay of a file is written as another file of the same hour before the file goes, and tombstones
 * before that, so a crash in between leaves repeats, and the next run does the rest.
 *
 * <p>Works in one process and holds the state of every item in the log in memory. Nobody else may
 * delete meanwhile; jobs may write. Beam's {@code FileSystems} must know the options for {@code
 * s3:} and {@code gs:}.
 */
public final class BronzeRetention {
  /** What is left of items whose records are gone. No topic of Kafka's. */
  public static final String TOMBSTONES = Topics.BIDS + ".tombstones";

  private final BronzeStore store;
  private final LocalDate firstDayKept;

  private BronzeRetention(BronzeStore store, LocalDate firstDayKept) {
    this.store = store;
    this.firstDayKept = firstDayKept;
  }

  /**
   * @param uri {@code s3://…}, {@code gs://…}, {@code file:…} or a path
   * @param firstDayKept what was logged before that day, in UTC, may go
   */
  public static BronzeRetention before(String uri, LocalDate firstDayKept) {
    return new BronzeRetention(BronzeStore.at(uri), firstDayKept);
  }

  /**
   * The state that a record of {@link #TOMBSTONES} tells.
   *
   * @throws IllegalArgumentException when it has no value
   * @throws io.bidlock.auction.state.CorruptState when that is no state
   */
  public static ItemState.Tombstone tombstone(BronzeRecord record) {
    if (record.value() == null) {
      throw new IllegalArgumentException("the tombstone " + record + " is empty");
    }
    return (ItemState.Tombstone) StateCodec.decode(record.value());
  }

  /**
   * What would be done, or was.
   *
   * @param deleted URIs of the files that go
   * @param rewritten URIs of those of them of which records stay, in other files
   * @param items how many items go of which a tombstone is left
   */
  public record Outcome(List<String> deleted, List<String> rewritten, int items) {
    public Outcome {
      deleted = List.copyOf(deleted);
      rewritten = List.copyOf(rewritten);
    }
  }

  /** Tells what {@link #run} would do, and does nothing. */
  public Outcome dryRun() throws IOException {
    return work(false);
  }

  /** Does it. */
  public Outcome run() throws IOException {
    return work(true);
  }

  private Outcome work(boolean inEarnest) throws IOException {
    List<Stored> old = store.list(Set.of(), LocalDate.MIN, firstDayKept.minusDays(1));
    old.removeIf(stored -> stored.file().topic().equals(TOMBSTONES));
    Items items = items();
    Map<String, Predicate<BronzeRecord>> stays =
        Map.of(
            Topics.BIDS,
            record -> items.stay.contains(ItemFates.itemOf(record)),
            Topics.USERS,
            lastOfUsers());
    if (inEarnest) {
      writeTombstones(items.tombstones);
    }
    List<Stored> deleted = new ArrayList<>();
    List<Stored> rewritten = new ArrayList<>();
    for (Stored stored : old) {
      Predicate<BronzeRecord> wanted = stays.get(stored.file().topic());
      List<BronzeRecord> all = wanted == null ? List.of() : BronzeStore.read(stored);
      List<BronzeRecord> kept = wanted == null ? all : all.stream().filter(wanted).toList();
      if (!kept.isEmpty() && kept.size() == all.size()) {
        continue;
      }
      if (!kept.isEmpty()) {
        rewritten.add(stored);
        if (inEarnest) {
          store.write(kept, stored.file().format());
        }
      }
      deleted.add(stored);
    }
    if (inEarnest) {
      store.delete(deleted);
    }
    return new Outcome(uris(deleted), uris(rewritten), items.tombstones.size());
  }

  private static List<String> uris(List<Stored> files) {
    return files.stream().map(Stored::uri).toList();
  }

  /**
   * Which items stay, and the tombstones of those that go.
   *
   * @param stay the items whose records stay
   * @param tombstones of those that were ever listed and have records that go
   */
  private record Items(Set<String> stay, List<BronzeRecord> tombstones) {}

  private Items items() throws IOException {
    ItemFates fates = new ItemFates();
    for (Stored stored : store.list(Set.of(TOMBSTONES), LocalDate.MIN, LocalDate.MAX)) {
      BronzeStore.read(stored).forEach(fates::addTombstone);
    }
    Set<String> before = new HashSet<>();
    Set<String> since = new HashSet<>();
    forEach(
        Topics.BIDS,
        record -> {
          if (BronzeFile.hourOf(record).toLocalDate().isBefore(firstDayKept)) {
            before.add(ItemFates.itemOf(record));
            fates.add(record);
          } else {
            since.add(ItemFates.itemOf(record));
          }
        });
    Set<String> stay = new HashSet<>(since);
    before.stream().filter(fates::isOpen).forEach(stay::add);
    return new Items(
        stay,
        fates.tombstones().entrySet().stream()
            .filter(item -> before.contains(item.getKey()) && !stay.contains(item.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  /** Whether a record is the last of its user, and there still is one. */
  private Predicate<BronzeRecord> lastOfUsers() throws IOException {
    Map<ByteBuffer, BronzeRecord> last = new HashMap<>();
    forEach(
        Topics.USERS,
        record -> {
          if (record.key() != null) {
            last.put(ByteBuffer.wrap(record.key()), record);
          }
        });
    Set<String> stays =
        last.values().stream()
            .filter(record -> record.value() != null)
            .map(BronzeRecord::toString)
            .collect(Collectors.toSet());
    return record -> stays.contains(record.toString());
  }

  private void forEach(String topic, Consumer<BronzeRecord> action) throws IOException {
    new ScanBronze(store, topic).forEach(action);
  }

  private void writeTombstones(Iterable<BronzeRecord> tombstones) throws IOException {
    Map<String, List<BronzeRecord>> files = new TreeMap<>();
    for (BronzeRecord tombstone : tombstones) {
      files
          .computeIfAbsent(
              BronzeFile.hourOf(tombstone) + " " + tombstone.era() + " " + tombstone.partition(),
              place -> new ArrayList<>())
          .add(tombstone);
    }
    for (List<BronzeRecord> file : files.values()) {
      file.sort((one, other) -> Long.compare(one.offset(), other.offset()));
      store.write(file, BronzeFormat.PARQUET);
    }
  }
}
