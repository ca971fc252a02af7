package io.bidlock.auction.wire;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.listing.DutchClock;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.view.PublicItem;
import java.io.IOException;
import java.util.Optional;

/** An item's public state as JSON, schema version {@value #SCHEMA}: {@code auction.items}. */
public final class PublicItemJson {
  /** The version that is written. */
  public static final int SCHEMA = 1;

  private PublicItemJson() {}

  /** A public state as UTF-8 JSON. */
  public static byte[] write(PublicItem item) {
    return JsonWriter.object(out -> writeFields(out.number("schema", SCHEMA), item));
  }

  /** The fields, for those who add their own (such as the status, which needs a clock). */
  public static void writeFields(JsonWriter out, PublicItem item) throws IOException {
    int scale = item.currencyScale();
    out.text("id", item.id())
        .text("name", item.name())
        .text("seller_id", item.sellerId())
        .text("category", item.category())
        .text("format", item.format().name())
        .flag("proxy", item.proxy())
        .text("currency", item.currency())
        .number("currency_scale", scale)
        .money("start_price", item.startMinor(), scale)
        .money("current_bid", item.currentBidMinor(), scale)
        .text("highest_bidder_id", item.highestBidderId())
        .money("minimum_next_bid", item.minimumNextBidMinor(), scale)
        .number("bid_count", item.bidCount())
        .flag("reserve_met", item.reserveMet())
        .money("buy_now_price", item.buyNowMinor(), scale)
        .flag("price_moves_one_way", item.priceMovesOneWay())
        .time("opens_at", item.opensAtMillis())
        .time("closes_at", item.endMillis())
        .time("paused_since", item.pausedSinceMillis())
        .number("paused_open_millis", item.pausedOpenMillis());
    if (item.format() == Format.DUTCH) {
      out.money("dutch_step", item.dutch().stepMinor(), scale)
          .number("dutch_interval_millis", item.dutch().intervalMillis())
          .money("dutch_floor", item.dutch().floorMinor(), scale);
    }
    out.text("lock_holder", item.lockHolder())
        .number("lock_token", item.lockToken())
        .time("lock_until", item.lockUntilMillis())
        .text("outcome", item.outcome().map(Outcome::name))
        .text("winner", item.winner())
        .money("hammer_price", item.hammerPriceMinor(), scale)
        .time("closed_at", item.closedAtMillis())
        .text("close_hash", item.closeHash())
        .time("due_at", item.dueMillis())
        .flag("tombstone", item.tombstone())
        .number("item_seq", item.itemSeq());
  }

  /**
   * Reads a public state.
   *
   * @throws UnreadableRecord when it is malformed, of an unknown version, or lacks something
   */
  public static PublicItem read(byte[] json) throws UnreadableRecord {
    JsonObject in = JsonObject.read(json);
    long schema = in.number("schema");
    if (schema != SCHEMA) {
      throw new UnreadableRecord("schema", "version " + schema + " is unknown");
    }
    int scale = in.smallNumber("currency_scale");
    Format format = constant("format", in.text("format"), Format.class);
    Optional<String> outcome = in.optionalText("outcome");
    return new PublicItem(
        in.text("id"),
        in.text("name"),
        in.text("seller_id"),
        in.text("category"),
        format,
        in.flag("proxy"),
        in.text("currency"),
        scale,
        RulingJson.requiredMoney(in, "start_price", scale),
        RulingJson.money(in, "current_bid", scale),
        in.optionalText("highest_bidder_id"),
        RulingJson.money(in, "minimum_next_bid", scale),
        in.number("bid_count"),
        in.optionalFlag("reserve_met"),
        RulingJson.money(in, "buy_now_price", scale),
        in.flag("price_moves_one_way"),
        in.time("opens_at"),
        in.time("closes_at"),
        in.optionalTime("paused_since"),
        in.number("paused_open_millis"),
        format == Format.DUTCH ? dutch(in, scale) : DutchClock.NONE,
        in.optionalText("lock_holder"),
        in.optionalNumber("lock_token"),
        in.optionalTime("lock_until"),
        outcome.isPresent()
            ? Optional.of(constant("outcome", outcome.get(), Outcome.class))
            : Optional.empty(),
        in.optionalText("winner"),
        RulingJson.money(in, "hammer_price", scale),
        in.optionalTime("closed_at"),
        in.optionalText("close_hash"),
        in.optionalTime("due_at"),
        in.flag("tombstone"),
        in.number("item_seq"));
  }

  private static DutchClock dutch(JsonObject in, int scale) throws UnreadableRecord {
    return new DutchClock(
        RulingJson.requiredMoney(in, "dutch_step", scale),
        in.number("dutch_interval_millis"),
        RulingJson.requiredMoney(in, "dutch_floor", scale));
  }

  private static <E extends Enum<E>> E constant(String field, String name, Class<E> type)
      throws UnreadableRecord {
    return RulingJson.constant(field, name, type);
  }
}
