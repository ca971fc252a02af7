package io.bidlock.auction.arbitration;

/**
 * A command that was decided, kept until 24 h after the close, so that a repeat gets the first
 * answer.
 *
 * @param bodyFingerprint tells the same body from another
 * @param decision the first decision
 */
public record Remembered(long bodyFingerprint, Decision decision) {}
