package io.bidlock.ingest.bidders;

import io.bidlock.auction.log.BidderStanding;
import java.util.Optional;

/**
 * A user of the house. Name, e-mail and region are personal: they stand in {@code auction.users}
 * only, where they can be erased.
 */
public record User(
    String userId,
    Optional<String> name,
    Optional<String> email,
    Optional<String> region,
    BidderStanding standing) {}
