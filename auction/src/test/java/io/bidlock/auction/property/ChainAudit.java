package io.bidlock.auction.property;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Recomputes an item's chain as an auditor would, from the log and the rulings alone: canonical
 * bytes of each version of the rules, written apart from the main code. A change that this notices
 * changes history.
 */
final class ChainAudit {
  /** Writes a ruling's canonical bytes. */
  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private ChainAudit() {}

  /** What a ruling's hash must be after the one before it. */
  static Hash hashAfter(int rulesVersion, Hash previous, LogRecord record, Ruling ruling) {
    byte[] bytes =
        written(
            out -> {
              hash(out, previous);
              out.writeByte(rulesVersion);
              if (ruling instanceof Decision decision) {
                decision(out, rulesVersion, record, decision);
              } else if (ruling instanceof ItemClosed closed) {
                closed(out, closed);
              }
            });
    return Hash.of(sha256(bytes));
  }

  private static void decision(
      DataOutputStream out, int rulesVersion, LogRecord record, Decision decision)
      throws IOException {
    out.writeByte(1);
    text(out, decision.itemId());
    out.writeLong(decision.itemSeq());
    out.writeInt(decision.position().era());
    out.writeInt(decision.position().partition());
    out.writeLong(decision.position().offset());
    out.writeLong(decision.timeMillis());
    out.writeByte(decision.command().code());
    text(out, decision.commandId());
    body(out, rulesVersion, record, decision.amountSecret());
    if (rulesVersion >= 2 && record instanceof BidPlaced bid) {
      text(out, bid.channel().toString());
      blinded(
          out,
          bid.nonce(),
          plain -> {
            plain.writeBoolean(bid.standing().approved());
            amount(plain, bid.standing().limit());
            amount(plain, bid.standing().deposit());
          });
    }
    out.writeBoolean(decision.accepted());
    out.writeByte(decision.reason().isPresent() ? decision.reason().get().code() : 0);
    number(out, decision.priceBefore());
    number(out, decision.priceAfter());
    text(out, decision.leader());
    number(out, decision.minimumNextBid());
    out.writeLong(decision.endMillis());
    number(out, decision.lockToken());
    number(out, decision.lockUntilMillis());
    out.writeLong(decision.first().isPresent() ? decision.first().get().itemSeq() : 0);
  }

  private static void body(DataOutputStream out, int rulesVersion, LogRecord record, boolean secret)
      throws IOException {
    if (record instanceof BidPlaced bid) {
      text(out, bid.bidderId());
      text(out, bid.currency());
      if (secret) {
        Nonce nonce = rulesVersion == 1 ? bid.nonce() : amountNonce(bid.nonce());
        blinded(out, nonce, plain -> amount(plain, bid.amount()));
      } else {
        amount(out, bid.amount());
      }
    } else if (record instanceof LogRecord.ItemListed offer) {
      out.writeInt(offer.rulesVersion());
      terms(out, offer.terms(), offer.nonce());
    } else if (record instanceof LogRecord.ListingAmended amendment) {
      text(out, amendment.actorId());
      terms(out, amendment.amendment(), amendment.nonce());
    } else if (record instanceof LogRecord.AuctionPaused pause) {
      text(out, pause.actorId());
      text(out, pause.why());
    } else if (record instanceof LogRecord.AuctionResumed resumption) {
      text(out, resumption.actorId());
    } else if (record instanceof LogRecord.ItemWithdrawn withdrawal) {
      text(out, withdrawal.actorId());
      text(out, withdrawal.why());
    } else if (record instanceof LogRecord.BidRetracted retraction) {
      text(out, retraction.bidId());
      text(out, retraction.actorId());
      text(out, retraction.why());
    } else if (record instanceof LogRecord.LockRequested request) {
      text(out, request.holder());
      out.writeLong(request.ttlMillis());
    } else if (record instanceof LogRecord.LockReleased release) {
      out.writeLong(release.token());
    } else if (record instanceof LogRecord.LockCommitted commit) {
      out.writeLong(commit.token());
    }
  }

  private static void amount(DataOutputStream out, Optional<DecimalAmount> amount)
      throws IOException {
    out.writeBoolean(amount.isPresent());
    if (amount.isPresent()) {
      amount(out, amount.get());
    }
  }

  private static void amount(DataOutputStream out, DecimalAmount amount) throws IOException {
    out.writeLong(amount.unscaled());
    out.writeByte(amount.scale());
  }

  private static void terms(DataOutputStream out, Terms terms, Nonce nonce) throws IOException {
    out.writeInt(terms.size());
    for (Term term : Term.values()) {
      if (!terms.mentions(term)) {
        continue;
      }
      text(out, term.fieldName());
      String value = terms.get(term).orElse("");
      if (term == Term.RESERVE_PRICE) {
        blinded(out, nonce, plain -> plain.write(value.getBytes(StandardCharsets.UTF_8)));
      } else {
        text(out, value);
      }
    }
  }

  /** Which record brought it about is not part of it. */
  private static void closed(DataOutputStream out, ItemClosed closed) throws IOException {
    out.writeByte(2);
    text(out, closed.itemId());
    out.writeLong(closed.itemSeq());
    out.writeByte(closed.outcome().code());
    text(out, closed.winner());
    number(out, closed.priceMinor());
    text(out, closed.currency());
    out.writeLong(closed.bids());
    out.writeLong(closed.acceptedBids());
    out.writeLong(closed.closedAtMillis());
  }

  private static void blinded(DataOutputStream out, Nonce nonce, Body secret) throws IOException {
    out.write(
        sha256(
            written(
                plain -> {
                  plain.writeLong(nonce.high());
                  plain.writeLong(nonce.low());
                  secret.write(plain);
                })));
  }

  private static Nonce amountNonce(Nonce nonce) {
    byte[] hash =
        sha256(
            written(
                out -> {
                  out.writeLong(nonce.high());
                  out.writeLong(nonce.low());
                  out.writeBytes("amount");
                }));
    return new Nonce(ByteBuffer.wrap(hash).getLong(0), ByteBuffer.wrap(hash).getLong(8));
  }

  private static void hash(DataOutputStream out, Hash hash) throws IOException {
    out.writeLong(hash.part0());
    out.writeLong(hash.part1());
    out.writeLong(hash.part2());
    out.writeLong(hash.part3());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(encoded.length);
    out.write(encoded);
  }

  private static void text(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      text(out, text.get());
    }
  }

  private static void number(DataOutputStream out, OptionalLong number) throws IOException {
    out.writeBoolean(number.isPresent());
    if (number.isPresent()) {
      out.writeLong(number.getAsLong());
    }
  }

  private static byte[] written(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
