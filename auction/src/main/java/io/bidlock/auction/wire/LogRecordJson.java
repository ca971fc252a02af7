package io.bidlock.auction.wire;

import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Nonce;
import java.io.IOException;
import java.util.Optional;

/**
 * The auction log's records as JSON, schema version {@value #SCHEMA}. Readers ignore unknown
 * fields; an unknown version is unreadable for ever.
 */
public final class LogRecordJson {
  /** The version that is written. */
  public static final int SCHEMA = 1;

  private LogRecordJson() {}

  /** A record as UTF-8 JSON. */
  public static byte[] write(LogRecord record) {
    return JsonWriter.object(
        out -> {
          out.number("schema", SCHEMA)
              .text("type", record.kind().wireName())
              .text("item_id", record.itemId());
          if (record instanceof BidPlaced bid) {
            writeBid(out, bid);
          } else if (!(record instanceof CloseDue)) {
            out.text("command_id", record.commandId());
            writeBody(out, record);
          }
        });
  }

  private static void writeBid(JsonWriter out, BidPlaced bid) throws IOException {
    out.text("bid_id", bid.bidId())
        .text("bidder_id", bid.bidderId())
        .amount("amount", bid.amount())
        .text("currency", bid.currency())
        .flag("approved", bid.standing().approved())
        .amount("limit", bid.standing().limit())
        .amount("deposit", bid.standing().deposit())
        .text("channel", bid.channel().name())
        .text("nonce", bid.nonce().toString());
  }

  private static void writeBody(JsonWriter out, LogRecord record) throws IOException {
    if (record instanceof ItemListed listed) {
      out.number("rules_version", listed.rulesVersion())
          .nested("terms", terms -> TermsJson.write(terms, listed.terms()))
          .text("nonce", listed.nonce().toString());
    } else if (record instanceof ListingAmended amended) {
      out.text("actor_id", amended.actorId())
          .nested("terms", terms -> TermsJson.write(terms, amended.amendment()))
          .text("nonce", amended.nonce().toString());
    } else if (record instanceof AuctionPaused paused) {
      out.text("actor_id", paused.actorId()).text("why", paused.why());
    } else if (record instanceof AuctionResumed resumed) {
      out.text("actor_id", resumed.actorId());
    } else if (record instanceof ItemWithdrawn withdrawn) {
      out.text("actor_id", withdrawn.actorId()).text("why", withdrawn.why());
    } else if (record instanceof BidRetracted retracted) {
      out.text("bid_id", retracted.bidId())
          .text("actor_id", retracted.actorId())
          .text("why", retracted.why());
    } else if (record instanceof LockRequested requested) {
      out.text("holder", requested.holder()).number("ttl_millis", requested.ttlMillis());
    } else if (record instanceof LockReleased released) {
      out.number("token", released.token());
    } else if (record instanceof LockCommitted committed) {
      out.number("token", committed.token());
    }
  }

  /**
   * Reads a record.
   *
   * @throws UnreadableRecord when it is malformed, of an unknown type or version, or lacks
   *     something
   */
  public static LogRecord read(byte[] json) throws UnreadableRecord {
    JsonObject in = JsonObject.read(json);
    long schema = in.number("schema");
    if (schema != SCHEMA) {
      throw new UnreadableRecord("schema", "version " + schema + " is unknown");
    }
    LogRecord.Kind kind = kind(in.text("type"));
    String itemId = id(in, "item_id");
    if (kind == LogRecord.Kind.CLOSE_DUE) {
      return new CloseDue(itemId);
    }
    if (kind == LogRecord.Kind.BID_PLACED) {
      return readBid(in, itemId);
    }
    String commandId = id(in, "command_id");
    return switch (kind) {
      case ITEM_LISTED ->
          new ItemListed(
              itemId, commandId, rulesVersion(in), TermsJson.read(in.object("terms")), nonce(in));
      case LISTING_AMENDED ->
          new ListingAmended(
              itemId,
              commandId,
              in.text("actor_id"),
              TermsJson.read(in.object("terms")),
              nonce(in));
      case AUCTION_PAUSED ->
          new AuctionPaused(itemId, commandId, in.text("actor_id"), in.text("why"));
      case AUCTION_RESUMED -> new AuctionResumed(itemId, commandId, in.text("actor_id"));
      case ITEM_WITHDRAWN ->
          new ItemWithdrawn(itemId, commandId, in.text("actor_id"), in.text("why"));
      case BID_RETRACTED ->
          new BidRetracted(itemId, commandId, id(in, "bid_id"), id(in, "actor_id"), in.text("why"));
      case LOCK_REQUESTED ->
          new LockRequested(itemId, commandId, id(in, "holder"), in.number("ttl_millis"));
      case LOCK_RELEASED -> new LockReleased(itemId, commandId, in.number("token"));
      case LOCK_COMMITTED -> new LockCommitted(itemId, commandId, in.number("token"));
      case BID_PLACED, CLOSE_DUE -> throw new IllegalStateException("read above: " + kind);
    };
  }

  private static BidPlaced readBid(JsonObject in, String itemId) throws UnreadableRecord {
    return new BidPlaced(
        itemId,
        id(in, "bid_id"),
        id(in, "bidder_id"),
        in.amount("amount"),
        in.optionalText("currency"),
        new BidderStanding(
            in.flag("approved"), in.optionalAmount("limit"), in.optionalAmount("deposit")),
        channel(in.text("channel")),
        nonce(in));
  }

  private static LogRecord.Kind kind(String wireName) throws UnreadableRecord {
    for (LogRecord.Kind kind : LogRecord.Kind.values()) {
      if (kind.wireName().equals(wireName)) {
        return kind;
      }
    }
    throw new UnreadableRecord("type", "'" + wireName + "' is unknown");
  }

  private static Channel channel(String name) throws UnreadableRecord {
    try {
      return Channel.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord("channel", "'" + name + "' is unknown");
    }
  }

  private static String id(JsonObject in, String name) throws UnreadableRecord {
    String id = in.text(name);
    Optional<String> problem = Ids.problem(id);
    if (problem.isPresent()) {
      throw new UnreadableRecord(name, problem.get());
    }
    return id;
  }

  private static Nonce nonce(JsonObject in) throws UnreadableRecord {
    try {
      return Nonce.parse(in.text("nonce"));
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord("nonce", e.getMessage());
    }
  }

  private static int rulesVersion(JsonObject in) throws UnreadableRecord {
    int version = in.smallNumber("rules_version");
    if (!Rules.readable(version)) {
      throw new UnreadableRecord("rules_version", "version " + version + " is unknown");
    }
    return version;
  }
}
