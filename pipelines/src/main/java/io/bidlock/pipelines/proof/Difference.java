package io.bidlock.pipelines.proof;

import io.bidlock.auction.log.Position;
import java.io.Serializable;
import java.util.Comparator;

/**
 * One ruling that is not as the log has it.
 *
 * @param where {@code auction.decisions}, or {@code silver}
 */
record Difference(
    Kind kind, String where, String itemId, boolean close, int era, int partition, long offset)
    implements Serializable {

  /** What is wrong. */
  enum Kind {
    /** The log has a record that was never decided, though later ones were. */
    MISSING,
    /** Something else was decided, or something different is told of it. */
    DIFFERENT,
    /** Something was decided of which the log knows nothing. */
    UNFOUNDED
  }

  /** The earliest in the log first. */
  static final Comparator<Difference> EARLIEST =
      Comparator.comparingInt(Difference::era)
          .thenComparingLong(Difference::offset)
          .thenComparingInt(Difference::partition)
          .thenComparing(Difference::close, Comparator.reverseOrder())
          .thenComparing(Difference::where);

  static Difference at(Kind kind, String where, String itemId, Link.Place place) {
    Position position = place.position();
    return new Difference(
        kind,
        where,
        itemId,
        place.close(),
        position.era(),
        position.partition(),
        position.offset());
  }

  Link.Place place() {
    return new Link.Place(close, new Position(era, partition, offset));
  }
}
