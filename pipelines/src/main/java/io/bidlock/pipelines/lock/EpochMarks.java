package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockKeys;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stands in the epoch's hash: the newest epoch, and of newer generations the partitions that
 * they have caught up with. The same rule as in the function {@code bidlock_epoch}.
 *
 * @param newest 0 where there is none
 * @param caughtUp partitions by generation
 */
record EpochMarks(long newest, TreeMap<Long, TreeSet<Integer>> caughtUp) {

  static EpochMarks read(Map<?, ?> fields) {
    long newest = 0;
    TreeMap<Long, TreeSet<Integer>> caughtUp = new TreeMap<>();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = field.getKey().toString();
      int slash = name.indexOf('/');
      if (name.equals(LockKeys.EPOCH_FIELD)) {
        newest = RedisLockStore.epoch(field.getValue().toString());
      } else if (slash > 0) {
        caughtUp
            .computeIfAbsent(
                RedisLockStore.epoch(name.substring(0, slash)), generation -> new TreeSet<>())
            .add((int) RedisLockStore.epoch(name.substring(slash + 1)));
      }
    }
    return new EpochMarks(newest, caughtUp);
  }

  /**
   * With more partitions that a generation has caught up with; it is the newest once it has all.
   */
  EpochMarks caughtUp(long epoch, int partitions, Collection<Integer> more) {
    TreeMap<Long, TreeSet<Integer>> marks = new TreeMap<>();
    caughtUp.forEach((generation, seen) -> marks.put(generation, new TreeSet<>(seen)));
    TreeSet<Integer> mine = marks.computeIfAbsent(epoch, generation -> new TreeSet<>());
    mine.addAll(more);
    return mine.size() < partitions
        ? new EpochMarks(newest, marks)
        : new EpochMarks(epoch, new TreeMap<>(marks.tailMap(epoch, false)));
  }

  /** The hash's fields. */
  Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    if (newest > 0) {
      fields.put(LockKeys.EPOCH_FIELD, Long.toString(newest));
    }
    caughtUp.forEach(
        (generation, seen) ->
            seen.forEach(partition -> fields.put(generation + "/" + partition, "1")));
    return fields;
  }
}
