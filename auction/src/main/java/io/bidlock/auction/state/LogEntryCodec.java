package io.bidlock.auction.state;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;

/**
 * Log entries as bytes, for the way between two steps of a pipeline. Bids, of which there are most,
 * are compact; every other record is its JSON.
 */
public final class LogEntryCodec {
  private static final int VERSION = 1;
  private static final int BID = 1;
  private static final int JSON = 2;
  private static final Channel[] CHANNELS = Channel.values();

  private LogEntryCodec() {}

  /** An entry as bytes. */
  public static byte[] encode(LogEntry entry) {
    BinaryWriter out =
        new BinaryWriter().int8(VERSION).position(entry.position()).number(entry.timeMillis());
    LogRecord record = entry.record();
    if (record instanceof BidPlaced bid) {
      out.int8(BID)
          .text(bid.itemId())
          .text(bid.bidId())
          .text(bid.bidderId())
          .amount(bid.amount())
          .optionalText(bid.currency())
          .flag(bid.standing().approved())
          .optionalAmount(bid.standing().limit())
          .optionalAmount(bid.standing().deposit())
          .int8(bid.channel().ordinal())
          .fixed64(bid.nonce().high())
          .fixed64(bid.nonce().low());
    } else {
      out.int8(JSON).text(new String(LogRecordJson.write(record), StandardCharsets.UTF_8));
    }
    return out.toBytes();
  }

  /**
   * @throws CorruptState when the bytes are no entry of a known version
   */
  public static LogEntry decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes);
    int version = in.int8();
    if (version != VERSION) {
      throw new CorruptState("unknown version " + version);
    }
    LogEntry entry = new LogEntry(in.position(), in.number(), readRecord(in));
    in.end();
    return entry;
  }

  private static LogRecord readRecord(BinaryReader in) {
    int form = in.int8();
    return switch (form) {
      case BID -> readBid(in);
      case JSON -> readJson(in);
      default -> throw new CorruptState("unknown form of record " + form);
    };
  }

  private static BidPlaced readBid(BinaryReader in) {
    return new BidPlaced(
        in.text(),
        in.text(),
        in.text(),
        in.amount(),
        in.optionalText(),
        new BidderStanding(in.flag(), in.optionalAmount(), in.optionalAmount()),
        readChannel(in),
        new Nonce(in.fixed64(), in.fixed64()));
  }

  private static Channel readChannel(BinaryReader in) {
    int ordinal = in.int8();
    if (ordinal < 0 || ordinal >= CHANNELS.length) {
      throw new CorruptState("unknown channel " + ordinal);
    }
    return CHANNELS[ordinal];
  }

  private static LogRecord readJson(BinaryReader in) {
    try {
      return LogRecordJson.read(in.text().getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableRecord e) {
      throw new CorruptState("its record is unreadable: " + e.getMessage(), e);
    }
  }
}
