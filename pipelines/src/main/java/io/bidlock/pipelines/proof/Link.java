package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.wire.RulingJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is compared of one ruling: a link of its item's chain, and a digest of all that it says. A
 * ruling whose words were changed and whose hash was left alone is found too.
 *
 * @param place where it stands in its item
 * @param itemSeq its number; 0 where the item is unknown
 * @param hash the chain's; zero where the item is unknown
 * @param said digest of what it says
 */
record Link(Place place, long itemSeq, Hash hash, Hash said) {

  /**
   * What tells an item's rulings apart.
   *
   * @param close whether it is the item's close, of which there is one
   * @param position of the command that was decided, or of the record that brought the close about
   */
  record Place(boolean close, Position position) implements Comparable<Place> {
    /** An item's close, where it is not told which record brought it about. */
    static final Place CLOSE = new Place(true, new Position(0, 0, 0));

    /** The same for rulings that must be equal. */
    Place key() {
      return close ? CLOSE : this;
    }

    /** The order of decision: one record closes an item first and is then decided itself. */
    @Override
    public int compareTo(Place other) {
      int byPosition = position.compareTo(other.position);
      return byPosition != 0 ? byPosition : Boolean.compare(other.close, close);
    }
  }

  /** Whether two rulings on one thing are one and the same. */
  boolean saysTheSame(Link other) {
    return itemSeq == other.itemSeq && hash.equals(other.hash) && said.equals(other.said);
  }

  /** Of a ruling as it is published. */
  static Link of(Ruling ruling) {
    return new Link(
        place(ruling), ruling.itemSeq(), ruling.hash(), digest(RulingJson.write(ruling)));
  }

  static Place place(Ruling ruling) {
    return ruling instanceof Decision decision
        ? new Place(false, decision.position())
        : new Place(true, ((ItemClosed) ruling).position());
  }

  static Hash digest(byte[] bytes) {
    try {
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
