package io.bidlock.auction.arbitration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the bidding stands.
 *
 * @param priceMinor the public price, once there is one
 * @param leader the best standing bid
 * @param runnerUpMinor by proxy: the second highest maximum
 * @param book where the listing keeps it: each bidder's standing bid
 */
public record Bidding(
    OptionalLong priceMinor,
    Optional<StandingBid> leader,
    OptionalLong runnerUpMinor,
    List<StandingBid> book) {
  /** Before the first bid. */
  public static final Bidding NONE =
      new Bidding(OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), List.of());
}
