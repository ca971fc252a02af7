package io.bidlock.auction.wire;

import io.bidlock.auction.view.Settlement;

/** Settlements as JSON, schema version {@value #SCHEMA}: {@code auction.txn}. */
public final class SettlementJson {
  /** The version that is written. */
  public static final int SCHEMA = 1;

  private SettlementJson() {}

  /** A settlement as UTF-8 JSON. */
  public static byte[] write(Settlement settlement) {
    return JsonWriter.object(
        out ->
            out.number("schema", SCHEMA)
                .text("item_id", settlement.itemId())
                .number("item_seq", settlement.itemSeq())
                .text("seller_id", settlement.sellerId())
                .text("buyer_id", settlement.buyerId())
                .money("hammer_price", settlement.hammerPriceMinor(), settlement.currencyScale())
                .text("currency", settlement.currency())
                .number("currency_scale", settlement.currencyScale())
                .text("category", settlement.category())
                .text("goods_id", settlement.goodsId())
                .text("sale_id", settlement.saleId())
                .time("closed_at", settlement.closedAtMillis())
                .text("close_hash", settlement.closeHash().toString()));
  }

  /**
   * Reads a settlement.
   *
   * @throws UnreadableRecord when it is malformed, of an unknown version, or lacks something
   */
  public static Settlement read(byte[] json) throws UnreadableRecord {
    JsonObject in = JsonObject.read(json);
    long schema = in.number("schema");
    if (schema != SCHEMA) {
      throw new UnreadableRecord("schema", "version " + schema + " is unknown");
    }
    int scale = in.smallNumber("currency_scale");
    return new Settlement(
        in.text("item_id"),
        in.number("item_seq"),
        in.text("seller_id"),
        in.text("buyer_id"),
        RulingJson.requiredMoney(in, "hammer_price", scale),
        in.text("currency"),
        scale,
        in.text("category"),
        in.optionalText("goods_id"),
        in.optionalText("sale_id"),
        in.time("closed_at"),
        RulingJson.hash(in.text("close_hash")));
  }
}
