package io.bidlock.pipelines.bronze;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.state.StateCodec;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link BronzeRetention} has left of items whose records it took, to be asked about one item
 * at a time: for streams, in which no order between a tombstone and its item's later records is to
 * be had. Holds all of them in memory from the first question on, some 200 bytes each.
 */
public final class Tombstones implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Empty for none. */
  private final String uri;

  private transient Map<String, byte[]> states;

  private Tombstones(String uri) {
    this.uri = uri;
  }

  /** None at all. */
  public static Tombstones none() {
    return new Tombstones("");
  }

  /**
   * Those that bronze has when it is first asked.
   *
   * @param uri of bronze, as in {@link ReadBronze#from(String)}
   */
  public static Tombstones of(String uri) {
    return new Tombstones(uri);
  }

  /** What is left of an item. */
  public Optional<ItemState.Tombstone> find(String itemId) {
    if (states == null) {
      states = uri.isEmpty() ? Map.of() : read(uri);
    }
    return Optional.ofNullable(states.get(itemId)).map(Tombstones::decode);
  }

  private static Map<String, byte[]> read(String uri) {
    Map<String, byte[]> states = new HashMap<>();
    try {
      ScanBronze.of(uri, BronzeRetention.TOMBSTONES)
          .forEach(
              record ->
                  states.merge(
                      ItemFates.itemOf(record),
                      StateCodec.encode(BronzeRetention.tombstone(record)),
                      Tombstones::further));
    } catch (IOException e) {
      throw new UncheckedIOException("The tombstones under " + uri + " cannot be listed", e);
    }
    return states;
  }

  private static byte[] further(byte[] one, byte[] other) {
    return StateCodec.encode(decode(one).further(decode(other)));
  }

  private static ItemState.Tombstone decode(byte[] state) {
    return (ItemState.Tombstone) StateCodec.decode(state);
  }
}
