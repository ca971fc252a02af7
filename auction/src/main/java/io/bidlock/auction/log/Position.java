package io.bidlock.auction.log;

/**
 * A record's place in the auction log.
 *
 * @param era one life of the log with a fixed number of partitions, from 0
 * @param partition the Kafka partition
 * @param offset the Kafka offset
 */
public record Position(int era, int partition, long offset) implements Comparable<Position> {
  public Position {
    if (era < 0 || partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "no position: era " + era + ", partition " + partition + ", offset " + offset);
    }
  }

  /** Order within one item, whose records are all in one partition of each era. */
  @Override
  public int compareTo(Position other) {
    int byEra = Integer.compare(era, other.era);
    return byEra != 0 ? byEra : Long.compare(offset, other.offset);
  }

  /** {@code era-partition-offset}, e.g. {@code 0-3-1234}. */
  @Override
  public String toString() {
    return era + "-" + partition + "-" + offset;
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Position parse(String text) {
    String[] parts = text.split("-", 4);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a position: " + text);
    }
    Position position =
        new Position(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    // Java reads +5 and 05 as well; a position has one text, because it is a key.
    if (!position.toString().equals(text)) {
      throw new IllegalArgumentException("not a position: " + text);
    }
    return position;
  }
}
