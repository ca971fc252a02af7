package io.bidlock.pipelines.log;

import io.bidlock.auction.log.Position;

/**
 * The offsets of records that a reader of the log gives before the log's own, from bronze: what the
 * log no longer holds, and earlier eras. They are negative, in the order of positions, and tell
 * them, so that a reader's checkpoint knows where it was.
 *
 * <p>10 bits of era, 12 of partition, 40 of offset.
 */
public final class EarlierOffsets {
  /** Less than any other: where a reader begins. */
  public static final long FIRST = -(1L << 62);

  /** The offset of a record without key and value that stands between bronze and the log. */
  public static final long END = -1;

  private static final int OFFSET_BITS = 40;
  private static final int PARTITION_BITS = 12;
  private static final int ERA_BITS = 10;

  private EarlierOffsets() {}

  /**
   * The offset that stands for a position.
   *
   * @throws IllegalArgumentException when the position is beyond what can be told: an era from 1023
   *     on, a partition from 4,096 on, an offset from 2^40 on
   */
  public static long of(Position position) {
    if (position.era() >= (1 << ERA_BITS) - 1
        || position.partition() >= 1 << PARTITION_BITS
        || position.offset() >= 1L << OFFSET_BITS) {
      throw new IllegalArgumentException(
          "Position " + position + " is too great to be read before a log.");
    }
    return FIRST
        + ((long) position.era() << PARTITION_BITS + OFFSET_BITS)
        + ((long) position.partition() << OFFSET_BITS)
        + position.offset();
  }

  /**
   * Where a record stands that a reader of the log gave.
   *
   * @param era the log's
   * @param partition the log's, which is that of an earlier record only in the same era
   * @param offset as it was given; not {@link #END}
   */
  static Position position(int era, int partition, long offset) {
    if (offset >= 0) {
      return new Position(era, partition, offset);
    }
    long place = offset - FIRST;
    return new Position(
        (int) (place >> PARTITION_BITS + OFFSET_BITS),
        (int) (place >> OFFSET_BITS) & (1 << PARTITION_BITS) - 1,
        place & (1L << OFFSET_BITS) - 1);
  }
}
