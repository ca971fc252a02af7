package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.CanonicalBytes;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;

/**
 * The hash chain over an item's rulings: {@code hash = SHA-256(previous hash ‖ canonical bytes)}
 * (DESIGN.md, "The chain"). Canonical bytes are the command's body and what was decided, with a
 * blinded digest in place of each secret; which parts of the body depends on the version of the
 * {@link Rules}.
 */
sealed interface Chain {
  /** The hash of a decision that follows {@code previous}. */
  Hash next(int rulesVersion, Hash previous, DecisionDraft draft);

  /** The hash of a close that follows {@code previous}. */
  Hash next(int rulesVersion, Hash previous, ItemClosed closed);

  /** The real one. Not thread-safe. */
  final class Sha256 implements Chain {
    /** The purpose of the nonce that is opened when an amount is. */
    private static final String AMOUNT = "amount";

    private static final int DECISION = 1;
    private static final int CLOSED = 2;

    private final CanonicalBytes bytes = new CanonicalBytes();

    @Override
    public Hash next(int rulesVersion, Hash previous, DecisionDraft draft) {
      LogRecord record = draft.entry.record();
      Position position = draft.entry.position();
      bytes
          .startAfter(previous)
          .int8(rulesVersion)
          .int8(DECISION)
          .text(record.itemId())
          .int64(draft.itemSeq)
          .int32(position.era())
          .int32(position.partition())
          .int64(position.offset())
          .int64(draft.timeMillis)
          .int8(record.kind().code())
          .text(record.commandId());
      body(rulesVersion, record, draft.amountSecret);
      return bytes
          .flag(draft.accepted)
          .int8(draft.reason.isPresent() ? draft.reason.get().code() : 0)
          .optionalInt64(draft.priceBefore)
          .optionalInt64(draft.priceAfter)
          .optionalText(draft.leader)
          .optionalInt64(draft.minimumNextBid)
          .int64(draft.endMillis)
          .optionalInt64(draft.lockToken)
          .optionalInt64(draft.lockUntil)
          .int64(draft.first.isPresent() ? draft.first.get().itemSeq() : 0)
          .hash();
    }

    private void body(int rulesVersion, LogRecord record, boolean amountSecret) {
      if (record instanceof LogRecord.BidPlaced bid) {
        bytes.text(bid.bidderId()).optionalText(bid.currency());
        if (amountSecret) {
          bytes.secretAmount(
              rulesVersion == 1 ? bid.nonce() : bytes.nonceFor(AMOUNT, bid.nonce()), bid.amount());
        } else {
          bytes.amount(bid.amount());
        }
        if (rulesVersion >= 2) {
          bytes.text(bid.channel().name());
          standing(bid.standing(), bid.nonce());
        }
      } else if (record instanceof LogRecord.ItemListed listed) {
        bytes.int32(listed.rulesVersion());
        terms(listed.terms(), listed.nonce());
      } else if (record instanceof LogRecord.ListingAmended amended) {
        bytes.text(amended.actorId());
        terms(amended.amendment(), amended.nonce());
      } else if (record instanceof LogRecord.AuctionPaused paused) {
        bytes.text(paused.actorId()).text(paused.why());
      } else if (record instanceof LogRecord.AuctionResumed resumed) {
        bytes.text(resumed.actorId());
      } else if (record instanceof LogRecord.ItemWithdrawn withdrawn) {
        bytes.text(withdrawn.actorId()).text(withdrawn.why());
      } else if (record instanceof LogRecord.BidRetracted retracted) {
        bytes.text(retracted.bidId()).text(retracted.actorId()).text(retracted.why());
      } else if (record instanceof LogRecord.LockRequested requested) {
        bytes.text(requested.holder()).int64(requested.ttlMillis());
      } else if (record instanceof LogRecord.LockReleased released) {
        bytes.int64(released.token());
      } else if (record instanceof LogRecord.LockCommitted committed) {
        bytes.int64(committed.token());
      }
    }

    /** A bidder's limit could be guessed, and stays secret when the amount is opened. */
    private void standing(BidderStanding standing, Nonce nonce) {
      bytes
          .beginSecret(nonce)
          .flag(standing.approved())
          .optionalAmount(standing.limit())
          .optionalAmount(standing.deposit())
          .endSecret();
    }

    private void terms(Terms terms, Nonce nonce) {
      bytes.int32(terms.size());
      terms.forEach(
          (term, text) -> {
            bytes.text(term.fieldName());
            if (term == Term.RESERVE_PRICE) {
              bytes.secretText(nonce, text);
            } else {
              bytes.text(text);
            }
          });
    }

    @Override
    public Hash next(int rulesVersion, Hash previous, ItemClosed closed) {
      return bytes
          .startAfter(previous)
          .int8(rulesVersion)
          .int8(CLOSED)
          .text(closed.itemId())
          .int64(closed.itemSeq())
          .int8(closed.outcome().code())
          .optionalText(closed.winner())
          .optionalInt64(closed.priceMinor())
          .text(closed.currency())
          .int64(closed.bids())
          .int64(closed.acceptedBids())
          .int64(closed.closedAtMillis())
          .hash();
    }
  }

  /** None, for measuring what the chain costs. */
  final class None implements Chain {
    @Override
    public Hash next(int rulesVersion, Hash previous, DecisionDraft draft) {
      return previous;
    }

    @Override
    public Hash next(int rulesVersion, Hash previous, ItemClosed closed) {
      return previous;
    }
  }
}
