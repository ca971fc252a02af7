package io.bidlock.pipelines.silver;

import java.util.OptionalLong;

/**
 * What one bidder did in one auction so far.
 *
 * @param bids accepted ones
 * @param rejectedBids refused ones; a repeat of a bid is none
 * @param successiveBids accepted ones that followed another of their own
 * @param firstBidMillis item time of the first accepted one
 * @param lastBidMillis item time of the last accepted one
 */
record BidderStory(
    long bids,
    long rejectedBids,
    long successiveBids,
    OptionalLong firstBidMillis,
    OptionalLong lastBidMillis) {
  static final BidderStory NONE =
      new BidderStory(0, 0, 0, OptionalLong.empty(), OptionalLong.empty());

  BidderStory withRejected() {
    return new BidderStory(bids, rejectedBids + 1, successiveBids, firstBidMillis, lastBidMillis);
  }

  BidderStory withAccepted(long timeMillis, boolean successive) {
    return new BidderStory(
        bids + 1,
        rejectedBids,
        successiveBids + (successive ? 1 : 0),
        firstBidMillis.isPresent() ? firstBidMillis : OptionalLong.of(timeMillis),
        OptionalLong.of(timeMillis));
  }
}
