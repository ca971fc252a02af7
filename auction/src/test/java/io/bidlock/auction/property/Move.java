package io.bidlock.auction.property;

/**
 * What somebody does next, as numbers from 0 to 99 that {@link HistoryWriter} makes sense of where
 * the auction then stands; smaller numbers mean plainer things, which is what shrinking looks for.
 */
record Move(int kind, int choice, int detail, int who, int pace) {}
