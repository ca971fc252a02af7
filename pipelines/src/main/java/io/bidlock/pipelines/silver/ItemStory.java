package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Terms;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an item's rulings have told so far, folded one by one in the order of {@code item_seq}.
 * Times are item times in milliseconds, amounts minor units.
 *
 * @param itemSeq of the last ruling
 * @param listing the terms as they stand
 * @param hold who holds the item, until a ruling shows that they do not
 * @param ended how it ended, once it has
 */
record ItemStory(
    String itemId,
    long itemSeq,
    Listing listing,
    long listedMillis,
    Bidding bidding,
    Optional<Hold> hold,
    Optional<Ended> ended) {

  /**
   * How the bidding stands.
   *
   * @param bids different bids that were decided
   * @param acceptedBids how many of them were accepted
   * @param bidders of whom one was accepted
   * @param lastBidder of the last accepted bid
   * @param endMillis the end as it stands
   */
  record Bidding(
      OptionalLong priceMinor,
      Optional<String> leader,
      long bids,
      long acceptedBids,
      long bidders,
      OptionalLong firstBidMillis,
      OptionalLong lastBidMillis,
      Optional<String> lastBidder,
      long endMillis,
      boolean paused) {}

  /** A hold that was granted. */
  record Hold(String holder, long token, long grantedMillis, long untilMillis) {}

  /** How the item ended. */
  record Ended(
      Outcome outcome,
      Optional<String> winner,
      OptionalLong priceMinor,
      long closedMillis,
      String closeHash) {}

  /** The beginning of a story: an accepted listing. */
  static ItemStory listed(Decision decision) {
    return new ItemStory(
        decision.itemId(),
        decision.itemSeq(),
        listing(decision),
        decision.timeMillis(),
        new Bidding(
            OptionalLong.empty(),
            Optional.empty(),
            0,
            0,
            0,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            decision.endMillis(),
            false),
        Optional.empty(),
        Optional.empty());
  }

  private static Listing listing(Decision decision) {
    Terms terms =
        decision
            .details()
            .terms()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The decision " + decision.position() + " lists or amends without terms"));
    try {
      return Listing.of(terms);
    } catch (InvalidListing e) {
      throw new IllegalStateException("Accepted terms are invalid at " + decision.position(), e);
    }
  }

  /** Whether a decision is on a bid that counts: a repeat is no other bid. */
  static boolean countsAsBid(Decision decision) {
    return decision.reason().filter(ItemStory::tellsOfARepeat).isEmpty();
  }

  private static boolean tellsOfARepeat(Reason reason) {
    return reason == Reason.DUPLICATE_BID || reason == Reason.IDEMPOTENCY_CONFLICT;
  }

  /** Whether the auction goes on: what comes after its close changes nothing. */
  boolean open() {
    return ended.isEmpty();
  }

  /** The same story after a ruling that changes nothing in it but the count. */
  ItemStory at(long seq) {
    return new ItemStory(itemId, seq, listing, listedMillis, bidding, hold, ended);
  }

  /** After any decision on an open auction: price, leader and end are as the decision says. */
  ItemStory after(Decision decision) {
    Bidding next =
        new Bidding(
            decision.priceAfter(),
            decision.leader(),
            bidding.bids,
            bidding.acceptedBids,
            bidding.bidders,
            bidding.firstBidMillis,
            bidding.lastBidMillis,
            bidding.lastBidder,
            decision.endMillis(),
            bidding.paused);
    return with(decision.itemSeq(), next);
  }

  /** After a bid that counts. */
  ItemStory afterBid(Decision decision, boolean firstOfBidder) {
    boolean accepted = decision.accepted();
    OptionalLong time = OptionalLong.of(decision.timeMillis());
    Bidding next =
        new Bidding(
            decision.priceAfter(),
            decision.leader(),
            bidding.bids + 1,
            bidding.acceptedBids + (accepted ? 1 : 0),
            bidding.bidders + (firstOfBidder ? 1 : 0),
            accepted && bidding.firstBidMillis.isEmpty() ? time : bidding.firstBidMillis,
            accepted ? time : bidding.lastBidMillis,
            accepted ? decision.bidderId() : bidding.lastBidder,
            decision.endMillis(),
            bidding.paused);
    return with(decision.itemSeq(), next);
  }

  ItemStory withPaused(boolean paused) {
    return with(
        itemSeq,
        new Bidding(
            bidding.priceMinor,
            bidding.leader,
            bidding.bids,
            bidding.acceptedBids,
            bidding.bidders,
            bidding.firstBidMillis,
            bidding.lastBidMillis,
            bidding.lastBidder,
            bidding.endMillis,
            paused));
  }

  private ItemStory with(long seq, Bidding next) {
    return new ItemStory(itemId, seq, listing, listedMillis, next, hold, ended);
  }

  /** With the terms that an accepted amendment left. */
  ItemStory amended(Decision decision) {
    return new ItemStory(itemId, itemSeq, listing(decision), listedMillis, bidding, hold, ended);
  }

  ItemStory withHold(Optional<Hold> next) {
    return new ItemStory(itemId, itemSeq, listing, listedMillis, bidding, next, ended);
  }

  /** After the close. */
  ItemStory closed(ItemClosed close) {
    return new ItemStory(
        itemId,
        close.itemSeq(),
        listing,
        listedMillis,
        bidding,
        hold,
        Optional.of(
            new Ended(
                close.outcome(),
                close.winner(),
                close.priceMinor(),
                close.closedAtMillis(),
                close.hash().toString())));
  }
}
