package io.bidlock.pipelines.proof;

import java.io.Serializable;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a comparison of rulings came to.
 *
 * @param items with rulings
 * @param rulings that the log makes, by replaying it
 * @param equal of them, that were told just so
 * @param missing of them, that were not told
 * @param pending of them, that were not told yet: the end of the log
 * @param different of them, that were told differently
 * @param unfounded told, and not made by the log
 * @param ahead told of records that bronze does not have yet
 * @param repeats told once more, and equally
 * @param first the earliest that is wrong
 */
record Comparison(
    long items,
    long rulings,
    long equal,
    long missing,
    long pending,
    long different,
    long unfounded,
    long ahead,
    long repeats,
    @Nullable Difference first)
    implements Serializable {
  static final Comparison NONE = new Comparison(0, 0, 0, 0, 0, 0, 0, 0, 0, null);

  Comparison plus(Comparison other) {
    return new Comparison(
        items + other.items,
        rulings + other.rulings,
        equal + other.equal,
        missing + other.missing,
        pending + other.pending,
        different + other.different,
        unfounded + other.unfounded,
        ahead + other.ahead,
        repeats + other.repeats,
        earlier(first, other.first));
  }

  private static @Nullable Difference earlier(
      @Nullable Difference one, @Nullable Difference other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Difference.EARLIEST.compare(one, other) <= 0 ? one : other;
  }

  Optional<Difference> firstDifference() {
    return Optional.ofNullable(first);
  }

  long differences() {
    return missing + different + unfounded;
  }
}
