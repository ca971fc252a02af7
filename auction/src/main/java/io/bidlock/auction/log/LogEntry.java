package io.bidlock.auction.log;

/**
 * A record as it stands in the auction log.
 *
 * @param position its place, which is its order
 * @param timeMillis the broker's log timestamp, milliseconds since the epoch
 * @param record what was written
 */
public record LogEntry(Position position, long timeMillis, LogRecord record) {}
