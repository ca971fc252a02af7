package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.Position;
import java.util.Optional;
import java.util.OptionalLong;

/** All that the arbiter knows of an item, but for the ids it remembers. Plain immutable data. */
public sealed interface ItemState {

  /** Never listed: leaves no trace. */
  record Unknown() implements ItemState {
    public static final Unknown INSTANCE = new Unknown();
  }

  /**
   * Listed, and until 24 h after its close.
   *
   * @param bids how many different bids were decided
   * @param acceptedBids how many of them were accepted
   * @param listedEndMillis the listed end, moved by pauses and amendments
   * @param endMillis the end, moved by soft closes too
   * @param pausedSinceMillis while it is paused: since when, or since its end was set anew
   *     meanwhile
   * @param pausedOpenMillis how long it was paused after its opening, for the Dutch clock
   * @param hold the last lock that was granted and neither released nor committed
   * @param closing once it has ended
   */
  record Auction(
      int rulesVersion,
      Listing listing,
      Progress progress,
      Bidding bidding,
      long bids,
      long acceptedBids,
      long listedEndMillis,
      long endMillis,
      OptionalLong pausedSinceMillis,
      long pausedOpenMillis,
      Optional<Hold> hold,
      Optional<Closing> closing)
      implements ItemState {

    /** The hold that stands at an item time. */
    public Optional<Hold> holdAt(long timeMillis) {
      return hold.isPresent() && hold.get().standsAt(timeMillis) ? hold : Optional.empty();
    }

    /** Whether its time is up: nothing ends while it is paused. */
    public boolean endReachedAt(long timeMillis) {
      return pausedSinceMillis.isEmpty() && timeMillis >= endMillis;
    }

    /** Whether a bid at the buy-now price would end it. */
    public boolean buyNowAvailable() {
      if (listing.buyNowMinor().isEmpty() || closing.isPresent()) {
        return false;
      }
      boolean reserveUnmet =
          listing.reserveMinor().isPresent()
              && (bidding.priceMinor().isEmpty()
                  || !listing.reserveMet(bidding.priceMinor().getAsLong()));
      return acceptedBids == 0 || reserveUnmet;
    }

    Auction with(Progress progress) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          hold,
          closing);
    }

    Auction with(Bidding bidding) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          hold,
          closing);
    }

    Auction with(Closing closing) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          Optional.empty(),
          Optional.of(closing));
    }

    Auction withHold(Optional<Hold> hold) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          hold,
          closing);
    }

    Auction withBidRefused() {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids + 1,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          hold,
          closing);
    }

    Auction withBidAccepted(Bidding bidding, long endMillis) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids + 1,
          acceptedBids + 1,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          hold,
          closing);
    }

    /** New terms; what was paused before a new opening no longer counts. */
    Auction withListing(Listing listing, Bidding bidding, boolean openingMoves) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          openingMoves ? 0 : pausedOpenMillis,
          hold,
          closing);
    }

    /** New terms with a new end, which a pause that is going on moves only from now on. */
    Auction withNewEnd(Listing listing, Bidding bidding, boolean openingMoves, long timeMillis) {
      Auction amended = withListing(listing, bidding, openingMoves);
      long end = listing.closesAtMillis();
      return pausedSinceMillis.isPresent()
          ? amended.withTimes(
              end, end, OptionalLong.of(timeMillis), amended.pausedOpenBy(timeMillis))
          : amended.withTimes(end, end, pausedSinceMillis, amended.pausedOpenMillis);
    }

    Auction withPause(long sinceMillis) {
      return withTimes(listedEndMillis, endMillis, OptionalLong.of(sinceMillis), pausedOpenMillis);
    }

    /** The end moves by the length of the pause (DESIGN.md). */
    Auction withResume(long timeMillis) {
      long pausedMillis = timeMillis - pausedSinceMillis.orElseThrow();
      return withTimes(
          listedEndMillis + pausedMillis,
          endMillis + pausedMillis,
          OptionalLong.empty(),
          pausedOpenBy(timeMillis));
    }

    /** How long it was paused after its opening, with the pause that is going on. */
    private long pausedOpenBy(long timeMillis) {
      long since = Math.max(pausedSinceMillis.orElseThrow(), listing.opensAtMillis());
      return pausedOpenMillis + Math.max(0, timeMillis - since);
    }

    private Auction withTimes(
        long listedEndMillis,
        long endMillis,
        OptionalLong pausedSinceMillis,
        long pausedOpenMillis) {
      return new Auction(
          rulesVersion,
          listing,
          progress,
          bidding,
          bids,
          acceptedBids,
          listedEndMillis,
          endMillis,
          pausedSinceMillis,
          pausedOpenMillis,
          hold,
          closing);
    }

    /** The Dutch price at an item time. */
    public long dutchPriceMinor(long timeMillis) {
      long clock = pausedSinceMillis.isPresent() ? pausedSinceMillis.getAsLong() : timeMillis;
      return listing
          .dutch()
          .priceAfter(listing.startMinor(), clock - listing.opensAtMillis() - pausedOpenMillis);
    }
  }

  /** What is left 24 h after the close, so that the id never starts a new auction. */
  record Tombstone(int rulesVersion, Progress progress, Outcome outcome, Reason lateReason)
      implements ItemState {

    /** Whether a record of the item was decided before this was left of it. */
    public boolean covers(Position position) {
      return position.compareTo(progress.position()) <= 0;
    }

    /** Of two that were left of the item the one that has more of its records in. */
    public Tombstone further(Tombstone other) {
      return covers(other.progress.position()) ? this : other;
    }
  }
}
