package io.bidlock.auction.arbitration;

import java.util.List;

/**
 * All rulings on an item, in the order of the log.
 *
 * @param forgotten how many rulings came before of which retention has left a tombstone; mostly 0
 * @param rulings those on an item that is not known yet among them, which have no number
 */
public record ItemRulings(String itemId, long forgotten, List<Ruling> rulings) {
  public ItemRulings {
    rulings = List.copyOf(rulings);
  }
}
