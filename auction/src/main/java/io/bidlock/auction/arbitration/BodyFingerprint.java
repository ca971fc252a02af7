package io.bidlock.auction.arbitration;

import io.bidlock.auction.log.LogRecord;

/**
 * 64 bits that tell a repeat from another command under the same id (FNV-1a over the body's
 * fields). No security rests on it: who makes two of their own commands collide gets the first
 * one's answer.
 */
final class BodyFingerprint {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long state = OFFSET_BASIS;

  private BodyFingerprint() {}

  /** What ingest adds of its own (nonce, standing, channel) is not part of the body. */
  static long of(LogRecord record) {
    BodyFingerprint print = new BodyFingerprint();
    print.number(record.kind().code());
    if (record instanceof LogRecord.BidPlaced bid) {
      print.text(bid.bidderId());
      print.number(bid.amount().unscaled());
      print.number(bid.amount().scale());
      print.text(bid.currency().orElse(""));
    } else if (record instanceof LogRecord.ItemListed listed) {
      listed.terms().forEach((term, text) -> print.term(term.fieldName(), text));
    } else if (record instanceof LogRecord.ListingAmended amended) {
      print.text(amended.actorId());
      amended.amendment().forEach((term, text) -> print.term(term.fieldName(), text));
    } else if (record instanceof LogRecord.AuctionPaused paused) {
      print.text(paused.actorId());
      print.text(paused.why());
    } else if (record instanceof LogRecord.AuctionResumed resumed) {
      print.text(resumed.actorId());
    } else if (record instanceof LogRecord.ItemWithdrawn withdrawn) {
      print.text(withdrawn.actorId());
      print.text(withdrawn.why());
    } else if (record instanceof LogRecord.BidRetracted retracted) {
      print.text(retracted.bidId());
      print.text(retracted.actorId());
      print.text(retracted.why());
    } else if (record instanceof LogRecord.LockRequested requested) {
      print.text(requested.holder());
      print.number(requested.ttlMillis());
    } else if (record instanceof LogRecord.LockReleased released) {
      print.number(released.token());
    } else if (record instanceof LogRecord.LockCommitted committed) {
      print.number(committed.token());
    }
    return print.state;
  }

  private void term(String name, String text) {
    text(name);
    text(text);
  }

  private void text(String text) {
    for (int index = 0; index < text.length(); index++) {
      state = (state ^ text.charAt(index)) * PRIME;
    }
    mix(text.length());
  }

  private void number(long number) {
    mix(number);
  }

  private void mix(long value) {
    state = (state ^ value) * PRIME;
    state ^= state >>> 32;
  }
}
