package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an item ended.
 *
 * @param lateReason what whoever comes later is told
 * @param closeHash the item's close hash
 */
public record Closing(
    Outcome outcome,
    Optional<String> winner,
    OptionalLong priceMinor,
    long closedAtMillis,
    Reason lateReason,
    Hash closeHash) {}
