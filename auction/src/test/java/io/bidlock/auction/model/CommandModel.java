package io.bidlock.auction.model;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.model.Fact.Accepted;
import io.bidlock.auction.model.Fact.Bid;
import io.bidlock.auction.model.FormatModel.Sale;
import java.math.BigDecimal;
import java.util.Optional;

/** What comes of a command that is no repeat, on an item that has not ended. */
record CommandModel(Facts facts, long timeMillis) {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  /** A verdict on a command, and what ends with it. */
  record Answer(boolean accepted, Optional<Reason> reason, Optional<Closing> closing) {
    static final Answer YES = new Answer(true, Optional.empty(), Optional.empty());

    static Answer yes(Reason reason) {
      return new Answer(true, Optional.of(reason), Optional.empty());
    }

    static Answer no(Reason reason) {
      return new Answer(false, Optional.of(reason), Optional.empty());
    }

    static Answer ends(Closing closing) {
      return new Answer(true, Optional.empty(), Optional.of(closing));
    }
  }

  /** How the item ends, and what whoever comes later is told. */
  record Closing(Outcome outcome, Optional<Sale> sale, long closedAtMillis, Reason lateReason) {}

  /** Decides it, and notes what happens by it. */
  Answer answer(LogEntry entry) {
    LogRecord command = entry.record();
    if (command instanceof ItemListed) {
      return Answer.no(Reason.ITEM_EXISTS);
    } else if (command instanceof LockRequested request) {
      return hold(request);
    } else if (command instanceof LockReleased release) {
      return release(release.token());
    } else if (command instanceof LockCommitted commit) {
      return commit(commit.token());
    } else if (command instanceof ItemWithdrawn && facts.holdAt(timeMillis).isPresent()) {
      return Answer.no(Reason.ITEM_LOCKED);
    } else if (facts.endReachedAt(timeMillis)) {
      return Answer.no(Reason.AUCTION_CLOSED);
    } else if (command instanceof BidPlaced bid) {
      return bid(entry, bid);
    } else if (command instanceof BidRetracted retraction) {
      return retract(retraction);
    } else if (command instanceof ListingAmended amendment) {
      return amend(amendment.amendment());
    } else if (command instanceof AuctionPaused) {
      return pause();
    } else if (command instanceof AuctionResumed) {
      return resume();
    } else if (command instanceof ItemWithdrawn) {
      return withdraw();
    }
    throw new AssertionError("no such command: " + command);
  }

  private Answer bid(LogEntry entry, BidPlaced bid) {
    Listing listing = facts.listing();
    BigDecimal amount = bid.amount().toBigDecimal();
    if (facts.pausedSinceMillis().isPresent()) {
      return Answer.no(Reason.AUCTION_PAUSED);
    } else if (timeMillis < listing.opensAtMillis()) {
      return Answer.no(Reason.AUCTION_NOT_OPEN);
    } else if (facts.holdAt(timeMillis).isPresent()) {
      return Answer.no(Reason.ITEM_LOCKED);
    } else if (!FormatModel.possible(facts, amount)) {
      return Answer.no(Reason.INVALID_BID);
    } else if (bid.currency().isPresent() && !bid.currency().get().equals(listing.currency())) {
      return Answer.no(Reason.CURRENCY_MISMATCH);
    } else if (!bid.standing().approved()
        || bid.standing()
            .limit()
            .filter(limit -> amount.compareTo(limit.toBigDecimal()) > 0)
            .isPresent()) {
      return Answer.no(Reason.BIDDER_NOT_ELIGIBLE);
    } else if (bid.bidderId().equals(listing.sellerId())) {
      return Answer.no(Reason.SELLER_BID);
    }
    Optional<BigDecimal> buysAt = format().buysAt(facts, amount, timeMillis);
    if (buysAt.isPresent()) {
      Sale sale = new Sale(bid.bidderId(), buysAt.get());
      return Answer.ends(
          new Closing(Outcome.SOLD, Optional.of(sale), timeMillis, Reason.ITEM_SOLD));
    } else if (!format().takes(facts, bid.bidderId(), amount, timeMillis)) {
      return Answer.no(Reason.BELOW_MINIMUM);
    }
    facts.add(
        new Accepted(new Bid(bid.bidId(), bid.bidderId(), amount, entry.position()), timeMillis));
    boolean leads = format().best(facts).orElseThrow().bidderId().equals(bid.bidderId());
    return format().showsLeader() && !leads ? Answer.yes(Reason.OUTBID_BY_PROXY) : Answer.YES;
  }

  private Answer retract(BidRetracted retraction) {
    if (!facts.listing().retractable()) {
      return Answer.no(Reason.NOT_RETRACTABLE);
    }
    Optional<Bid> standing =
        facts.standing().stream()
            .filter(bid -> bid.bidId().equals(retraction.bidId()))
            .filter(bid -> bid.bidderId().equals(retraction.actorId()))
            .findAny();
    if (standing.isEmpty()) {
      return Answer.no(Reason.BID_NOT_STANDING);
    }
    facts.add(new Fact.Retracted(retraction.actorId()));
    return Answer.YES;
  }

  private Answer amend(Terms amendment) {
    Optional<Reason> objection = new AmendmentModel(facts, timeMillis).objection(amendment);
    if (objection.isPresent()) {
      return Answer.no(objection.get());
    }
    facts.add(AmendmentModel.amended(facts, amendment, timeMillis));
    return Answer.YES;
  }

  private Answer pause() {
    if (facts.pausedSinceMillis().isPresent()) {
      return Answer.no(Reason.AUCTION_PAUSED);
    }
    facts.add(new Fact.Paused(timeMillis));
    return Answer.YES;
  }

  private Answer resume() {
    if (facts.pausedSinceMillis().isEmpty()) {
      return Answer.no(Reason.NOT_PAUSED);
    }
    facts.add(new Fact.Resumed(timeMillis));
    return Answer.YES;
  }

  private Answer withdraw() {
    return facts.holdAt(timeMillis).isPresent()
        ? Answer.no(Reason.ITEM_LOCKED)
        : Answer.ends(
            new Closing(Outcome.WITHDRAWN, Optional.empty(), timeMillis, Reason.ITEM_WITHDRAWN));
  }

  private Answer hold(LockRequested request) {
    boolean free =
        facts.holdAt(timeMillis).filter(hold -> !hold.holder().equals(request.holder())).isEmpty();
    boolean sensible = request.ttlMillis() >= 1 && request.ttlMillis() <= DAY_MILLIS;
    return !facts.endReachedAt(timeMillis) && free && sensible
        ? Answer.yes(Reason.LOCK_GRANTED)
        : Answer.no(Reason.LOCK_REFUSED);
  }

  private boolean holds(long token) {
    return facts.holdAt(timeMillis).filter(hold -> hold.token() == token).isPresent();
  }

  private Answer release(long token) {
    if (!holds(token)) {
      return Answer.no(Reason.LOCK_NOT_HELD);
    }
    facts.add(new Fact.Released(timeMillis));
    return Answer.YES;
  }

  private Answer commit(long token) {
    return holds(token)
        ? Answer.ends(new Closing(Outcome.TAKEN, Optional.empty(), timeMillis, Reason.ITEM_SOLD))
        : Answer.no(Reason.LOCK_NOT_HELD);
  }

  private FormatModel format() {
    return FormatModel.of(facts.listing());
  }
}
