package io.bidlock.auction.arbitration;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a command does to an open auction, before it is numbered and chained.
 *
 * @param granted the hold that was granted
 * @param ending how the item ends at once, where it does
 * @param detail what is wrong with terms
 */
record Step(
    ItemState.Auction auction,
    boolean accepted,
    Optional<Reason> reason,
    Optional<Hold> granted,
    Optional<Ending> ending,
    Optional<String> detail) {

  /** How a command ends an item. */
  record Ending(
      Outcome outcome, Optional<String> winner, OptionalLong priceMinor, Reason lateReason) {
    static Ending soldTo(String winner, long priceMinor) {
      return new Ending(
          Outcome.SOLD, Optional.of(winner), OptionalLong.of(priceMinor), Reason.ITEM_SOLD);
    }

    static Ending without(Outcome outcome, Reason lateReason) {
      return new Ending(outcome, Optional.empty(), OptionalLong.empty(), lateReason);
    }
  }

  static Step accepted(ItemState.Auction auction) {
    return new Step(
        auction, true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Step refused(ItemState.Auction auction, Reason reason) {
    return new Step(
        auction, false, Optional.of(reason), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Step because(Reason reason) {
    return new Step(auction, accepted, Optional.of(reason), granted, ending, detail);
  }

  Step granting(Hold hold) {
    return new Step(auction, accepted, reason, Optional.of(hold), ending, detail);
  }

  Step ending(Ending ending) {
    return new Step(auction, accepted, reason, granted, Optional.of(ending), detail);
  }

  Step saying(String detail) {
    return new Step(auction, accepted, reason, granted, ending, Optional.of(detail));
  }
}
