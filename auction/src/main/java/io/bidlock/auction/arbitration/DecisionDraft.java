package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Optional;
import java.util.OptionalLong;

/** A decision in the making. */
final class DecisionDraft {
  private final LogEntry entry;
  private final long timeMillis;
  private boolean accepted;
  private Optional<Reason> reason = Optional.empty();
  private Optional<String> detail = Optional.empty();
  private Optional<Decision> first = Optional.empty();
  private OptionalLong priceBefore = OptionalLong.empty();
  private OptionalLong priceAfter = OptionalLong.empty();
  private Optional<String> leader = Optional.empty();
  private OptionalLong minimumNextBid = OptionalLong.empty();
  private OptionalLong lockToken = OptionalLong.empty();
  private OptionalLong lockUntil = OptionalLong.empty();
  private String currency = "";
  private int currencyScale;
  private long endMillis;

  private DecisionDraft(LogEntry entry, long timeMillis) {
    this.entry = entry;
    this.timeMillis = timeMillis;
  }

  static DecisionDraft of(LogEntry entry, long timeMillis) {
    return new DecisionDraft(entry, timeMillis);
  }

  /** A refusal where there is no auction to tell of. */
  DecisionDraft refused(Reason why, Optional<String> saying) {
    reason = Optional.of(why);
    detail = saying;
    return this;
  }

  /** What a step did to an auction. */
  DecisionDraft step(Step step, ItemState.Auction before, Optional<Decision> firstDecision) {
    ItemState.Auction after = step.auction();
    Listing listing = after.listing();
    accepted = step.accepted();
    reason = step.reason();
    detail = step.detail();
    first = firstDecision;
    currency = listing.currency();
    currencyScale = listing.currencyScale();
    endMillis = after.endMillis();
    priceBefore = before.bidding().priceMinor();
    priceAfter = after.bidding().priceMinor();
    if (after.bidding().leader().isPresent()) {
      leader = Optional.of(after.bidding().leader().get().bidderId());
    }
    if (after.closing().isEmpty() && step.ending().isEmpty()) {
      minimumNextBid = FormatRules.of(listing).minimumNextBid(after, timeMillis);
    }
    if (step.granted().isPresent()) {
      lockToken = OptionalLong.of(step.granted().get().token());
      lockUntil = OptionalLong.of(step.granted().get().untilMillis());
    }
    return this;
  }

  /**
   * The decision, not yet chained.
   *
   * @param amountSecret whether the listing makes amounts secret (also where there is no listing to
   *     ask)
   */
  Decision build(long itemSeq, boolean amountSecret) {
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
        Hash.ZERO);
  }
}
