package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Optional;
import java.util.OptionalLong;

/** A decision in the making: all but its hash, which is taken over it. */
final class DecisionDraft {
  final LogEntry entry;
  final long timeMillis;
  final long itemSeq;
  boolean amountSecret;
  boolean accepted;
  Optional<Reason> reason = Optional.empty();
  Optional<String> detail = Optional.empty();
  Optional<Decision> first = Optional.empty();
  OptionalLong priceBefore = OptionalLong.empty();
  OptionalLong priceAfter = OptionalLong.empty();
  Optional<String> leader = Optional.empty();
  OptionalLong minimumNextBid = OptionalLong.empty();
  OptionalLong lockToken = OptionalLong.empty();
  OptionalLong lockUntil = OptionalLong.empty();
  boolean bought;
  Optional<Terms> terms = Optional.empty();
  String currency = "";
  int currencyScale;
  long endMillis;

  /** A draft of the decision with that number, 0 where the item is unknown. */
  DecisionDraft(LogEntry entry, long timeMillis, long itemSeq) {
    this.entry = entry;
    this.timeMillis = timeMillis;
    this.itemSeq = itemSeq;
  }

  /** A refusal where there is no auction to tell of, nor whether its amounts are secret. */
  DecisionDraft refused(Reason why, Optional<String> saying) {
    amountSecret = true;
    reason = Optional.of(why);
    detail = saying;
    return this;
  }

  /** What a step did to an auction. */
  DecisionDraft step(Step step, ItemState.Auction before, Optional<Decision> firstDecision) {
    ItemState.Auction after = step.auction();
    Listing listing = after.listing();
    amountSecret = listing.secretAmounts() || before.listing().secretAmounts();
    accepted = step.accepted();
    reason = step.reason();
    detail = step.detail();
    first = firstDecision;
    if (accepted) {
      terms = Optional.of(listing.terms());
    }
    bought = entry.record() instanceof BidPlaced && step.ending().isPresent();
    currency = listing.currency();
    currencyScale = listing.currencyScale();
    endMillis = after.endMillis();
    priceBefore = before.bidding().priceMinor();
    priceAfter = after.bidding().priceMinor();
    if (after.bidding().leader().isPresent()) {
      leader = Optional.of(after.bidding().leader().get().bidderId());
    }
    if (after.closing().isEmpty() && step.ending().isEmpty()) {
      minimumNextBid = MinimumNextBid.at(after, timeMillis);
    }
    if (step.granted().isPresent()) {
      lockToken = OptionalLong.of(step.granted().get().token());
      lockUntil = OptionalLong.of(step.granted().get().untilMillis());
    }
    return this;
  }

  /** The decision with its hash. */
  Decision build(Hash hash) {
    LogRecord record = entry.record();
    Optional<String> bidId = Optional.empty();
    Optional<String> bidderId = Optional.empty();
    Optional<DecimalAmount> amount = Optional.empty();
    if (record instanceof BidPlaced bid) {
      bidId = Optional.of(bid.bidId());
      bidderId = Optional.of(bid.bidderId());
      amount = Optional.of(bid.amount());
    } else if (record instanceof BidRetracted retraction) {
      bidId = Optional.of(retraction.bidId());
      bidderId = Optional.of(retraction.actorId());
    }
    return new Decision(
        record.itemId(),
        itemSeq,
        entry.position(),
        timeMillis,
        record.kind(),
        record.commandId(),
        bidId,
        bidderId,
        amount,
        amountSecret && amount.isPresent(),
        currency,
        currencyScale,
        accepted,
        reason,
        priceBefore,
        priceAfter,
        leader,
        minimumNextBid,
        endMillis,
        lockToken,
        lockUntil,
        first,
        detail,
        CommandDetails.of(record, bought, terms),
        hash);
  }
}
