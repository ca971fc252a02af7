package io.bidlock.pipelines.proof;

import io.bidlock.pipelines.proof.Difference.Kind;
import io.bidlock.pipelines.proof.Link.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Compares one item's rulings, as the log makes them, with those that were told.
 *
 * <p>What is missing is pending where nothing was told after it and a decision may still be on its
 * way; what is told of records after the end of the log is ahead. Everything else that is not equal
 * is a difference.
 */
final class CompareItem {
  private final String where;
  private final Function<Place, Reach> reach;

  /**
   * @param where the told ones come from, for differences
   * @param reach of the partition that a place is in
   */
  CompareItem(String where, Function<Place, Reach> reach) {
    this.where = where;
    this.reach = reach;
  }

  /**
   * @param right by replaying the log
   * @param told in any order, repeats among them
   */
  Comparison compare(String itemId, Iterable<Link> right, Iterable<Link> told) {
    TreeMap<Place, Link> rightByPlace = new TreeMap<>();
    right.forEach(link -> rightByPlace.put(link.place(), link));
    Map<Place, Set<Link>> toldByKey = new HashMap<>();
    long repeats = 0;
    for (Link link : told) {
      boolean isNew =
          toldByKey.computeIfAbsent(link.place().key(), key -> new HashSet<>(2)).add(link);
      repeats += isNew ? 0 : 1;
    }
    Counts counts = new Counts(itemId);
    boolean laterIsTold = false;
    long lastSeq = 0;
    for (Link link : rightByPlace.descendingMap().values()) {
      lastSeq = Math.max(lastSeq, link.itemSeq());
      Set<Link> there = toldByKey.remove(link.place().key());
      if (there != null) {
        laterIsTold = true;
        counts.told(link.place(), there.stream().allMatch(link::saysTheSame));
      } else {
        counts.untold(link.place(), laterIsTold);
      }
    }
    for (Set<Link> there : toldByKey.values()) {
      counts.unfounded(there.iterator().next(), lastSeq);
    }
    return counts.done(rightByPlace.size(), repeats);
  }

  private final class Counts {
    private final String itemId;
    private Optional<Difference> first = Optional.empty();
    private long equal;
    private long missing;
    private long pending;
    private long different;
    private long unfounded;
    private long ahead;

    Counts(String itemId) {
      this.itemId = itemId;
    }

    void told(Place place, boolean asItShould) {
      if (asItShould) {
        equal++;
      } else {
        different++;
        keep(Kind.DIFFERENT, place);
      }
    }

    void untold(Place place, boolean laterIsTold) {
      if (!laterIsTold && place.position().offset() >= reach.apply(place).settledBefore()) {
        pending++;
      } else {
        missing++;
        keep(Kind.MISSING, place);
      }
    }

    void unfounded(Link link, long lastSeq) {
      Place place = link.place();
      boolean later =
          place.equals(Place.CLOSE)
              ? link.itemSeq() > lastSeq
              : place.position().offset() >= reach.apply(place).end();
      if (later) {
        ahead++;
      } else {
        unfounded++;
        keep(Kind.UNFOUNDED, place);
      }
    }

    private void keep(Kind kind, Place place) {
      Difference found = Difference.at(kind, where, itemId, place);
      first =
          first
              .filter(before -> Difference.EARLIEST.compare(before, found) <= 0)
              .or(() -> Optional.of(found));
    }

    Comparison done(long rulings, long repeats) {
      return new Comparison(
          1,
          rulings,
          equal,
          missing,
          pending,
          different,
          unfounded,
          ahead,
          repeats,
          first.orElse(null));
    }
  }
}
