package io.bidlock.auction.arbitration;

import java.util.List;
import java.util.Optional;

/**
 * What follows from one record of the log.
 *
 * @param state the item's state after it
 * @param rulings in order; empty for a {@code CloseDue} that changed nothing
 * @param remember to be kept under its decision's command id
 * @param forgetAll whether everything remembered about this item may go
 * @param publish the auction whose public state changed or shall be told again; where {@code state}
 *     is a tombstone, it is told for the last time
 */
public record Verdict(
    ItemState state,
    List<Ruling> rulings,
    Optional<Remembered> remember,
    boolean forgetAll,
    Optional<ItemState.Auction> publish) {}
