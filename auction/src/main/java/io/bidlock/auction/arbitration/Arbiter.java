package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides. A pure function of an item's state and the next record of its log: no clock, no chance,
 * no answer from elsewhere, so that the same log gives the same decisions everywhere (DESIGN.md, P4
 * and P5).
 *
 * <p>An instance owns a digest, which makes it cheap to call again and not thread-safe; it holds
 * nothing between calls that could change an answer.
 */
public final class Arbiter {
  /** How long after its close an item's ids are remembered: 24 h. */
  public static final long MEMORY_MILLIS = 86_400_000L;

  private final Chain chain;

  /** An arbiter that chains its rulings. */
  public Arbiter() {
    this(new Chain.Sha256());
  }

  private Arbiter(Chain chain) {
    this.chain = chain;
  }

  /** An arbiter without the chain, only to measure what the chain costs. */
  public static Arbiter withoutChain() {
    return new Arbiter(new Chain.None());
  }

  /**
   * Decides one record.
   *
   * @param state the item's state after all records before this one
   * @param first what is remembered of this item under the record's command id
   * @param entry the next record of this item's log
   * @return the next state and what to say; an unknown item stays unknown
   */
  public Verdict decide(ItemState state, Optional<Remembered> first, LogEntry entry) {
    if (state instanceof ItemState.Auction auction) {
      return new Session(auction, first, entry).decide();
    }
    if (state instanceof ItemState.Tombstone tombstone) {
      return decideOnTombstone(tombstone, entry);
    }
    return decideOnUnknown(entry);
  }

  private Verdict decideOnUnknown(LogEntry entry) {
    LogRecord record = entry.record();
    if (record instanceof CloseDue) {
      return silent(ItemState.Unknown.INSTANCE);
    }
    if (!(record instanceof ItemListed listed)) {
      return unknown(entry, Reason.UNKNOWN_ITEM, Optional.empty());
    }
    Listing listing;
    try {
      listing = Listing.of(listed.terms());
    } catch (InvalidListing e) {
      return unknown(entry, Reason.INVALID_LISTING, Optional.of(e.getMessage()));
    }
    if (listing.closesAtMillis() <= entry.timeMillis()) {
      return unknown(entry, Reason.INVALID_LISTING, Optional.of("closes_at must be in the future"));
    }
    ItemState.Auction auction =
        new ItemState.Auction(
            listed.rulesVersion(),
            listing,
            new Progress(0, Hash.ZERO, entry.timeMillis(), entry.position()),
            Bidding.NONE,
            0,
            0,
            listing.closesAtMillis(),
            listing.closesAtMillis(),
            OptionalLong.empty(),
            0,
            Optional.empty(),
            Optional.empty());
    return new Session(auction, Optional.empty(), entry).decideListed();
  }

  private static Verdict silent(ItemState state) {
    return new Verdict(state, List.of(), Optional.empty(), false, Optional.empty());
  }

  /** An unknown item leaves no state at all, so its decision has no number and no hash. */
  private static Verdict unknown(LogEntry entry, Reason reason, Optional<String> detail) {
    Decision decision =
        new DecisionDraft(entry, entry.timeMillis(), 0).refused(reason, detail).build(Hash.ZERO);
    return new Verdict(
        ItemState.Unknown.INSTANCE, List.of(decision), Optional.empty(), false, Optional.empty());
  }

  private Verdict decideOnTombstone(ItemState.Tombstone tombstone, LogEntry entry) {
    Progress progress = tombstone.progress();
    long timeMillis = Math.max(progress.timeMillis(), entry.timeMillis());
    LogRecord record = entry.record();
    if (record instanceof CloseDue) {
      Progress next =
          new Progress(progress.itemSeq(), progress.hash(), timeMillis, entry.position());
      return silent(tombstone(tombstone, next));
    }
    Reason reason = record instanceof ItemListed ? Reason.ITEM_EXISTS : tombstone.lateReason();
    long itemSeq = progress.itemSeq() + 1;
    DecisionDraft draft =
        new DecisionDraft(entry, timeMillis, itemSeq).refused(reason, Optional.empty());
    Decision decision = draft.build(chain.next(tombstone.rulesVersion(), progress.hash(), draft));
    Progress next = new Progress(itemSeq, decision.hash(), timeMillis, entry.position());
    return new Verdict(
        tombstone(tombstone, next), List.of(decision), Optional.empty(), false, Optional.empty());
  }

  private static ItemState.Tombstone tombstone(ItemState.Tombstone before, Progress progress) {
    return new ItemState.Tombstone(
        before.rulesVersion(), progress, before.outcome(), before.lateReason());
  }

  /** One record on a listed item: what was decided so far, and the state that follows from it. */
  private final class Session {
    private final Optional<Remembered> first;
    private final LogEntry entry;
    private final LogRecord record;
    private final long timeMillis;
    private List<Ruling> rulings = List.of();
    private Optional<Remembered> remember = Optional.empty();
    private ItemState.Auction auction;
    private long itemSeq;
    private Hash hash;

    Session(ItemState.Auction auction, Optional<Remembered> first, LogEntry entry) {
      this.auction = auction;
      this.first = first;
      this.entry = entry;
      this.record = entry.record();
      this.timeMillis = Math.max(auction.progress().timeMillis(), entry.timeMillis());
      this.itemSeq = auction.progress().itemSeq();
      this.hash = auction.progress().hash();
    }

    /** The item has just come to be. */
    Verdict decideListed() {
      rule(Step.accepted(auction), auction, Optional.empty());
      return verdict(true);
    }

    Verdict decide() {
      closeIfDue(
          Math.max(
              auction.endMillis(),
              auction.hold().isPresent() ? auction.hold().get().untilMillis() : 0));
      if (record instanceof CloseDue) {
        return closeDue();
      }
      ItemState.Auction before = auction;
      if (first.isPresent()) {
        repeat(first.get());
      } else {
        rule(step(), before, Optional.empty());
        closeIfDue(timeMillis);
      }
      return verdict(!rulings.isEmpty() && publicViewChanged(before));
    }

    private boolean publicViewChanged(ItemState.Auction before) {
      return rulings.size() > 1
          || rulings.get(0) instanceof Decision decision && decision.accepted()
          || before.closing().isPresent() != auction.closing().isPresent();
    }

    private Verdict closeDue() {
      if (auction.closing().isEmpty()) {
        return verdict(false);
      }
      Closing closing = auction.closing().get();
      if (timeMillis < closing.closedAtMillis() + MEMORY_MILLIS) {
        return verdict(true);
      }
      ItemState.Auction last = auction.with(progress());
      return new Verdict(
          new ItemState.Tombstone(
              auction.rulesVersion(), progress(), closing.outcome(), closing.lateReason()),
          rulings,
          Optional.empty(),
          true,
          Optional.of(last));
    }

    /** The same id again: the first answer where it is the same command, else a conflict. */
    private void repeat(Remembered remembered) {
      boolean same = remembered.bodyFingerprint() == BodyFingerprint.of(record);
      Reason duplicate =
          record instanceof BidPlaced ? Reason.DUPLICATE_BID : Reason.DUPLICATE_COMMAND;
      rule(
          Step.refused(auction, same ? duplicate : Reason.IDEMPOTENCY_CONFLICT),
          auction,
          same ? Optional.of(remembered.decision()) : Optional.empty());
    }

    private Step step() {
      if (record instanceof ItemListed) {
        return Step.refused(auction, Reason.ITEM_EXISTS);
      }
      if (auction.closing().isPresent()) {
        Step late = Step.refused(auction, auction.closing().get().lateReason());
        return record instanceof BidPlaced
            ? Step.refused(auction.withBidRefused(), late.reason().orElseThrow())
            : late;
      }
      if (record instanceof BidPlaced bid) {
        return BidRules.place(auction, bid, entry.position(), timeMillis);
      }
      if (record instanceof BidRetracted retraction) {
        return BidRules.retract(auction, retraction, timeMillis);
      }
      if (record instanceof ListingAmended amended) {
        return ListingRules.amend(auction, amended.amendment(), timeMillis);
      }
      if (record instanceof LockRequested request) {
        return LockRules.request(auction, request, itemSeq + 1, timeMillis);
      }
      if (record instanceof LockReleased released) {
        return LockRules.release(auction, released.token(), timeMillis);
      }
      if (record instanceof LockCommitted committed) {
        return LockRules.commit(auction, committed.token(), timeMillis);
      }
      if (record instanceof LogRecord.AuctionPaused) {
        return ListingRules.pause(auction, timeMillis);
      }
      if (record instanceof LogRecord.AuctionResumed) {
        return ListingRules.resume(auction, timeMillis);
      }
      return ListingRules.withdraw(auction, timeMillis);
    }

    /** Numbers, chains and remembers the decision, and ends the item where it does so. */
    private void rule(Step step, ItemState.Auction before, Optional<Decision> firstDecision) {
      auction = step.auction();
      DecisionDraft draft =
          new DecisionDraft(entry, timeMillis, ++itemSeq).step(step, before, firstDecision);
      hash = chain.next(auction.rulesVersion(), hash, draft);
      Decision decision = draft.build(hash);
      say(decision);
      if (firstDecision.isEmpty() && first.isEmpty()) {
        remember = Optional.of(new Remembered(BodyFingerprint.of(record), decision));
      }
      if (step.ending().isPresent()) {
        close(step.ending().get(), timeMillis);
      }
    }

    private void closeIfDue(long momentMillis) {
      if (auction.closing().isEmpty()
          && auction.endReachedAt(timeMillis)
          && auction.holdAt(timeMillis).isEmpty()) {
        close(endingByTime(), momentMillis);
      }
    }

    private Step.Ending endingByTime() {
      Optional<FormatRules.Win> win =
          FormatRules.of(auction.listing()).winner(auction.listing(), auction.bidding());
      if (win.isEmpty()) {
        return Step.Ending.without(Outcome.NO_BIDS, Reason.AUCTION_CLOSED);
      }
      return win.get().reserveMet()
          ? new Step.Ending(
              Outcome.SOLD,
              Optional.of(win.get().bid().bidderId()),
              OptionalLong.of(win.get().priceMinor()),
              Reason.AUCTION_CLOSED)
          : Step.Ending.without(Outcome.RESERVE_NOT_MET, Reason.AUCTION_CLOSED);
    }

    private void close(Step.Ending ending, long momentMillis) {
      ItemClosed draft = itemClosed(ending, momentMillis, ++itemSeq, Hash.ZERO);
      hash = chain.next(auction.rulesVersion(), hash, draft);
      say(itemClosed(ending, momentMillis, itemSeq, hash));
      auction =
          auction.with(
              new Closing(
                  ending.outcome(),
                  ending.winner(),
                  ending.priceMinor(),
                  momentMillis,
                  ending.lateReason(),
                  hash));
    }

    private ItemClosed itemClosed(
        Step.Ending ending, long momentMillis, long sequence, Hash closeHash) {
      return new ItemClosed(
          record.itemId(),
          sequence,
          entry.position(),
          ending.outcome(),
          ending.winner(),
          ending.priceMinor(),
          auction.listing().currency(),
          auction.listing().currencyScale(),
          auction.bids(),
          auction.acceptedBids(),
          momentMillis,
          closeHash);
    }

    /** Nearly always there is one ruling, for which nothing is copied. */
    private void say(Ruling ruling) {
      if (rulings.isEmpty()) {
        rulings = List.of(ruling);
      } else {
        List<Ruling> more = new ArrayList<>(rulings);
        more.add(ruling);
        rulings = List.copyOf(more);
      }
    }

    private Progress progress() {
      return new Progress(itemSeq, hash, timeMillis, entry.position());
    }

    private Verdict verdict(boolean publish) {
      ItemState.Auction next = auction.with(progress());
      return new Verdict(
          next, rulings, remember, false, publish ? Optional.of(next) : Optional.empty());
    }
  }
}
