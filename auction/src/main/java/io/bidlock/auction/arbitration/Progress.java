package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;

/**
 * How far an item's log has been decided.
 *
 * @param itemSeq number of rulings so far
 * @param hash the last ruling's
 * @param timeMillis the last record's item time; item time never decreases
 * @param position the last record's
 */
public record Progress(long itemSeq, Hash hash, long timeMillis, Position position) {}
