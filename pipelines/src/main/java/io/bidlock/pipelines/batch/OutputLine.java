package io.bidlock.pipelines.batch;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.RulingJson;
import java.time.Instant;
import java.util.List;

/** How rulings are written to files. */
final class OutputLine {
  static final List<String> OUTCOME_COLUMNS =
      List.of(
          "item_id", "outcome", "winner", "price", "bids", "accepted", "closed_at", "close_hash");

  private OutputLine() {}

  /** A decision as a line of {@code decisions.jsonl}. */
  static byte[] of(Ruling decision) {
    return RulingJson.write(decision);
  }

  /** The outcome as a line of {@code outcomes.csv}, field by field. */
  static List<String> of(ItemClosed closed) {
    return List.of(
        closed.itemId(),
        closed.outcome().name(),
        closed.winner().orElse(""),
        closed.priceMinor().isPresent()
            ? DecimalAmount.format(closed.priceMinor().getAsLong(), closed.currencyScale())
            : "",
        Long.toString(closed.bids()),
        Long.toString(closed.acceptedBids()),
        Instant.ofEpochMilli(closed.closedAtMillis()).toString(),
        closed.hash().toString());
  }

  /** What a ruling counts as in the closing summary. */
  static String summary(Ruling ruling) {
    if (ruling instanceof Decision decision) {
      return decision.command().wireName()
          + (decision.accepted() ? " accepted" : " rejected")
          + decision.reason().map(reason -> " " + reason).orElse("");
    }
    return "outcome " + ((ItemClosed) ruling).outcome();
  }
}
