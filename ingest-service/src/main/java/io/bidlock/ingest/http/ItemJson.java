package io.bidlock.ingest.http;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.wire.JsonWriter;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** An item as anybody may see it. */
final class ItemJson {
  private ItemJson() {}

  /**
   * Writes an item's fields.
   *
   * @param nowMillis what status and a Dutch price are as of
   */
  static void write(JsonWriter out, PublicItem item, long nowMillis) throws IOException {
    write(out, item, nowMillis, item.itemSeq());
  }

  /**
   * Writes an item's fields as the answer to a command.
   *
   * @param itemSeq the number of the command's decision, which a close may have followed at once
   */
  static void write(JsonWriter out, PublicItem item, long nowMillis, long itemSeq)
      throws IOException {
    out.text("id", item.id())
        .text("name", item.name())
        .text("seller_id", item.sellerId())
        .text("category", item.category())
        .text("format", item.format().name())
        .flag("proxy", item.proxy())
        .text("currency", item.currency())
        .money("start_price", item.startMinor(), item.currencyScale());
    writePrices(out, item, item.minimumNextBidMinor(nowMillis));
    if (item.highestBidderId().isPresent()) {
      out.text("highest_bidder_id", item.highestBidderId());
    } else {
      out.nothing("highest_bidder_id");
    }
    out.text("status", item.status(nowMillis))
        .number("bid_count", item.bidCount())
        .flag("reserve_met", item.reserveMet())
        .money("buy_now_price", item.buyNowMinor(), item.currencyScale())
        .text("opens_at", DecisionReplies.time(item.opensAtMillis()))
        .text("closes_at", DecisionReplies.time(item.endMillis()));
    if (item.outcome().isEmpty() && item.lockedAt(nowMillis)) {
      out.text("locked_by", item.lockHolder())
          .text("locked_until", DecisionReplies.time(item.lockUntilMillis().orElse(0)));
    }
    writeOutcome(out, item);
    out.number("item_seq", itemSeq);
  }

  static void writePrices(JsonWriter out, PublicItem item, OptionalLong minimum)
      throws IOException {
    if (item.currentBidMinor().isPresent()) {
      out.money("current_bid", item.currentBidMinor(), item.currencyScale());
    } else {
      out.nothing("current_bid");
    }
    if (minimum.isPresent()) {
      out.money("minimum_next_bid", minimum, item.currencyScale());
    } else {
      out.nothing("minimum_next_bid");
    }
  }

  private static void writeOutcome(JsonWriter out, PublicItem item) throws IOException {
    Optional<Outcome> outcome = item.outcome();
    if (outcome.isEmpty()) {
      return;
    }
    out.text("outcome", outcome.get().name().toLowerCase(Locale.ROOT))
        .text("winner", item.winner())
        .money("hammer_price", item.hammerPriceMinor(), item.currencyScale());
    if (item.closedAtMillis().isPresent()) {
      out.text("closed_at", DecisionReplies.time(item.closedAtMillis().getAsLong()));
    }
    out.text("close_hash", item.closeHash());
  }
}
