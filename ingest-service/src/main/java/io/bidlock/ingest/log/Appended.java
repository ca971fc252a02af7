package io.bidlock.ingest.log;

import io.bidlock.auction.log.Position;

/**
 * A record stands in the auction log, on every replica that has to have it.
 *
 * @param timeMillis the broker's timestamp
 */
public record Appended(Position position, long timeMillis) {}
