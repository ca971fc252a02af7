package io.bidlock.auction.state;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;

/** Rulings as bytes, for the way between two steps of a pipeline: a quarter of their JSON. */
public final class RulingCodec {
  private static final int VERSION = 1;
  private static final int DECISION = 1;
  private static final int ITEM_CLOSED = 2;

  private RulingCodec() {}

  /** A ruling as bytes. */
  public static byte[] encode(Ruling ruling) {
    BinaryWriter out = new BinaryWriter().int8(VERSION);
    if (ruling instanceof Decision decision) {
      StateCodec.write(out.int8(DECISION), decision);
    } else if (ruling instanceof ItemClosed closed) {
      write(out.int8(ITEM_CLOSED), closed);
    }
    return out.toBytes();
  }

  /**
   * @throws CorruptState when the bytes are no ruling of a known version
   */
  public static Ruling decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes);
    int version = in.int8();
    if (version != VERSION) {
      throw new CorruptState("unknown version " + version);
    }
    int kind = in.int8();
    Ruling ruling =
        switch (kind) {
          case DECISION -> StateCodec.readDecision(in);
          case ITEM_CLOSED -> readClosed(in);
          default -> throw new CorruptState("unknown kind of ruling " + kind);
        };
    in.end();
    return ruling;
  }

  private static void write(BinaryWriter out, ItemClosed closed) {
    out.text(closed.itemId())
        .number(closed.itemSeq())
        .position(closed.position())
        .int8(closed.outcome().code())
        .optionalText(closed.winner())
        .optionalNumber(closed.priceMinor())
        .text(closed.currency())
        .int8(closed.currencyScale())
        .number(closed.bids())
        .number(closed.acceptedBids())
        .number(closed.closedAtMillis())
        .hash(closed.hash());
  }

  private static ItemClosed readClosed(BinaryReader in) {
    return new ItemClosed(
        in.text(),
        in.number(),
        in.position(),
        StateCodec.outcome(in.int8()),
        in.optionalText(),
        in.optionalNumber(),
        in.text(),
        in.int8(),
        in.number(),
        in.number(),
        in.number(),
        in.hash());
  }
}
