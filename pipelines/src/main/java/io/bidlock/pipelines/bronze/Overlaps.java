package io.bidlock.pipelines.bronze;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which files may hold the same records. */
final class Overlaps {
  private record Place(String topic, LocalDateTime hour, int era, int partition) {}

  private Overlaps() {}

  /**
   * Puts the files of one topic in groups, one after another as the records of a partition are, era
   * by era. Hours matter not: where the broker's clock stepped back, offsets of two hours
   * alternate.
   */
  static List<List<Stored>> inOrder(Collection<Stored> files) {
    Map<Integer, Map<Integer, List<Stored>>> eras = new TreeMap<>();
    for (Stored stored : files) {
      eras.computeIfAbsent(stored.file().era(), era -> new TreeMap<>())
          .computeIfAbsent(stored.file().partition(), partition -> new ArrayList<>())
          .add(stored);
    }
    List<List<Stored>> groups = new ArrayList<>();
    eras.values().forEach(era -> era.values().forEach(place -> split(place, groups)));
    return groups;
  }

  /**
   * Splits files into groups that have no record in common: of one topic, hour, era and partition,
   * and linked by spans of offsets that overlap.
   */
  static List<List<Stored>> groups(Collection<Stored> files) {
    Map<Place, List<Stored>> places = new LinkedHashMap<>();
    for (Stored stored : files) {
      BronzeFile file = stored.file();
      places
          .computeIfAbsent(
              new Place(file.topic(), file.hour(), file.era(), file.partition()),
              place -> new ArrayList<>())
          .add(stored);
    }
    List<List<Stored>> groups = new ArrayList<>();
    places.values().forEach(place -> split(place, groups));
    return groups;
  }

  private static void split(List<Stored> place, List<List<Stored>> groups) {
    place.sort(Comparator.comparingLong(stored -> stored.file().firstOffset()));
    List<Stored> group = new ArrayList<>();
    long last = -1;
    for (Stored stored : place) {
      if (!group.isEmpty() && stored.file().firstOffset() > last) {
        groups.add(group);
        group = new ArrayList<>();
      }
      group.add(stored);
      last = Math.max(last, stored.file().lastOffset());
    }
    groups.add(group);
  }
}
