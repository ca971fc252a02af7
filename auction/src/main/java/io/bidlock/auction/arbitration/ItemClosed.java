package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An item has ended. What it says depends on the item's state and end alone; {@code position} tells
 * which record brought it about and is not part of the chain.
 *
 * @param winner where sold
 * @param priceMinor the hammer price where sold, in minor units
 * @param bids how many different bids were decided
 * @param acceptedBids how many of them were accepted
 * @param closedAtMillis when it ended, in item time
 * @param hash the item's close hash: two runs that agree on it agree on the item's whole history
 */
public record ItemClosed(
    String itemId,
    long itemSeq,
    Position position,
    Outcome outcome,
    Optional<String> winner,
    OptionalLong priceMinor,
    String currency,
    int currencyScale,
    long bids,
    long acceptedBids,
    long closedAtMillis,
    Hash hash)
    implements Ruling {}
