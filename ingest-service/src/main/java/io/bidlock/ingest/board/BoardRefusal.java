package io.bidlock.ingest.board;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.view.PublicItem;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What already published state rules out, whatever stands in the log after it. Everything else is
 * for the arbiter.
 */
public final class BoardRefusal {
  private BoardRefusal() {}

  /** Why this bid cannot be accepted any more, if that is certain. */
  public static Optional<Reason> of(PublicItem item, BidPlaced bid, long nowMillis) {
    if (item.outcome().isPresent()) {
      return Optional.of(lateReason(item, item.outcome().get()));
    }
    return certainlyTooLow(item, bid, nowMillis)
        ? Optional.of(Reason.BELOW_MINIMUM)
        : Optional.empty();
  }

  private static Reason lateReason(PublicItem item, Outcome outcome) {
    return switch (outcome) {
      case WITHDRAWN -> Reason.ITEM_WITHDRAWN;
      case TAKEN -> Reason.ITEM_SOLD;
      case SOLD ->
          item.closedAtMillis().orElse(Long.MAX_VALUE) < item.endMillis()
              ? Reason.ITEM_SOLD
              : Reason.AUCTION_CLOSED;
      case RESERVE_NOT_MET, NO_BIDS -> Reason.AUCTION_CLOSED;
    };
  }

  /**
   * Reasons that come before the minimum in DESIGN.md's order are left to the arbiter, and so is an
   * item without a bid: until the first one its terms may be amended, the start price too.
   */
  private static boolean certainlyTooLow(PublicItem item, BidPlaced bid, long nowMillis) {
    OptionalLong amount = bid.amount().toMinor(item.currencyScale());
    boolean open = item.status(nowMillis).equals("active") && nowMillis < item.endMillis();
    boolean bidOn = item.bidCount() > 0;
    if (!open || !bidOn || amount.isEmpty()) {
      return false;
    }
    boolean openPrice = item.format() == Format.ENGLISH || item.format() == Format.REVERSE;
    boolean arbitersReason =
        bid.currency().filter(currency -> !currency.equals(item.currency())).isPresent()
            || !bid.standing().approved()
            || bid.standing().limit().isPresent()
            || bid.bidderId().equals(item.sellerId());
    boolean leads = item.highestBidderId().filter(bid.bidderId()::equals).isPresent();
    return openPrice
        && item.priceMovesOneWay()
        && !arbitersReason
        && !leads
        && cannotCount(item, amount.getAsLong());
  }

  private static boolean cannotCount(PublicItem item, long amountMinor) {
    OptionalLong minimum = item.minimumNextBidMinor();
    if (item.proxy()) {
      // The price may rise by less than a step, into a band with a smaller one: only what does not
      // beat the price itself is out for good.
      return item.currentBidMinor().isPresent()
          && amountMinor <= item.currentBidMinor().getAsLong();
    }
    if (minimum.isEmpty()) {
      return false;
    }
    return item.format() == Format.REVERSE
        ? amountMinor > minimum.getAsLong()
        : amountMinor < minimum.getAsLong();
  }
}
