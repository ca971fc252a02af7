package io.bidlock.auction.arbitration;

import io.bidlock.auction.log.Position;

/**
 * An accepted bid that counts.
 *
 * @param amountMinor the bid, or the maximum where the listing is by proxy
 * @param position its place in the log, which breaks ties
 */
public record StandingBid(String bidId, String bidderId, long amountMinor, Position position) {}
