package io.bidlock.pipelines.bronze;

import io.bidlock.auction.log.Position;
import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import io.bidlock.pipelines.log.EarlierOffsets;
import io.bidlock.pipelines.log.LogLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.utils.Utils;

/**
 * How a generation begins that has no checkpoint: with what bronze holds from before the log, and
 * then with the log. Each partition's reader gets, in this order,
 *
 * <ol>
 *   <li>of earlier eras the records whose items are in that partition now, era by era;
 *   <li>of this era the partition's records before the log's first;
 *   <li>the log.
 * </ol>
 *
 * So an item's records come in the order of their positions, and none twice. Records of bronze have
 * {@link EarlierOffsets}; one at {@link EarlierOffsets#END} follows them.
 *
 * <p>Each reader goes through the files of all earlier eras, and holds a file or so in memory.
 */
public final class BronzeThenLog
    implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final BronzeStore store;
  private final int era;
  private final LogLayout log;

  private BronzeThenLog(BronzeStore store, int era, LogLayout log) {
    this.store = store;
    this.era = era;
    this.log = log;
  }

  /**
   * @param uri of bronze, as in {@link ReadBronze#from(String)}; with nothing in it, too
   * @param era the log's
   */
  public static BronzeThenLog of(String uri, int era, LogLayout log) {
    return new BronzeThenLog(BronzeStore.at(uri), era, log);
  }

  /**
   * Checks that bronze reaches to where the log begins. Retention takes records, but leaves a
   * tombstone at the last place of whom it took.
   *
   * @throws IllegalStateException when records are neither in bronze nor in the log
   */
  public void requireNoGap() {
    Map<Integer, Long> reached = new TreeMap<>();
    for (Stored stored : list(Set.of(log.topic(), BronzeRetention.TOMBSTONES))) {
      if (stored.file().era() == era) {
        reached.merge(stored.file().partition(), stored.file().lastOffset(), Math::max);
      }
    }
    for (int partition = 0; partition < log.partitions(); partition++) {
      long begin = log.begin(partition);
      long next = Optional.ofNullable(reached.get(partition)).orElse(-1L) + 1;
      if (next < begin) {
        throw new IllegalStateException(
            ("Partition %d of %s begins at offset %d, and bronze under %s has its era %d only up to"
                    + " before offset %d: what stood between is in neither. Look for bronze that"
                    + " has it, or start from a checkpoint (--savepointPath).")
                .formatted(partition, log.topic(), begin, store, era, next));
      }
    }
  }

  @Override
  public Consumer<byte[], byte[]> apply(Map<String, Object> config) {
    return new BronzeThenLogConsumer(config, this);
  }

  /** A partition's first offset in the log itself. */
  long begin(int partition) {
    return log.begin(partition);
  }

  /**
   * What stands before a partition's log.
   *
   * @param from the least {@link EarlierOffsets} wanted
   */
  Iterator<BronzeRecord> before(int partition, long from) {
    // Nothing can stand before the first record of the first era: no store is asked.
    if (era == 0 && log.begin(partition) == 0) {
      return Collections.emptyIterator();
    }
    List<Stored> files = list(Set.of(log.topic()));
    files.removeIf(stored -> !isWanted(stored.file(), partition) || lastOf(stored.file()) < from);
    Predicate<BronzeRecord> wanted =
        record -> isWanted(record, partition) && EarlierOffsets.of(record.position()) >= from;
    return Overlaps.inOrder(files).stream()
        .flatMap(group -> BronzeStore.read(group).stream())
        .filter(wanted)
        .iterator();
  }

  private boolean isWanted(BronzeFile file, int partition) {
    return file.era() < era
        || file.era() == era
            && file.partition() == partition
            && file.firstOffset() < log.begin(partition);
  }

  private boolean isWanted(BronzeRecord record, int partition) {
    return record.era() < era
        ? partitionOf(record) == partition
        : record.offset() < log.begin(partition);
  }

  /** As Kafka's producers choose it; without a key it can be any, for it is no item's. */
  private int partitionOf(BronzeRecord record) {
    byte[] key = record.key();
    return key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % log.partitions();
  }

  private static long lastOf(BronzeFile file) {
    return EarlierOffsets.of(new Position(file.era(), file.partition(), file.lastOffset()));
  }

  private List<Stored> list(Set<String> topics) {
    try {
      return store.list(topics, LocalDate.MIN, LocalDate.MAX);
    } catch (IOException e) {
      throw new UncheckedIOException("Bronze under " + store + " cannot be listed", e);
    }
  }
}
