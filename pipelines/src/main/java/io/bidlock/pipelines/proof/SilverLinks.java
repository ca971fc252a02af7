package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.auction.log.Position;
import io.bidlock.pipelines.proof.Link.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Links as silver's rows have them: one for each bid, one for each item that has closed. */
final class SilverLinks {
  private SilverLinks() {}

  /** What silver has of a ruling; empty where it has no row of it. */
  static Optional<Link> of(Ruling ruling) {
    if (ruling instanceof ItemClosed closed) {
      int scale = closed.currencyScale();
      return Optional.of(
          link(
              Link.place(closed),
              closed.itemSeq(),
              closed.hash(),
              closed.outcome().name(),
              closed.winner().orElse(null),
              money(closed.priceMinor(), scale)));
    }
    Decision decision = (Decision) ruling;
    if (decision.command() != Kind.BID_PLACED) {
      return Optional.empty();
    }
    int scale = decision.currencyScale();
    return Optional.of(
        link(
            new Place(false, decision.position()),
            decision.itemSeq(),
            decision.hash(),
            decision.accepted() ? "ACCEPTED" : "REJECTED",
            decision.reason().map(Reason::name).orElse(null),
            decision.bidId().orElseThrow(),
            decision.bidderId().orElseThrow(),
            decision.amount().orElseThrow().toBigDecimal(),
            money(decision.priceBefore(), scale),
            money(decision.priceAfter(), scale),
            decision.leader().orElse(null),
            money(decision.minimumNextBid(), scale)));
  }

  /** Of a row of {@code silver.bids}. */
  static Link ofBid(Row row) {
    Position position =
        new Position(
            row.getInt32("era"), row.getInt32("log_partition"), row.getInt64("log_offset"));
    Long itemSeq = row.getInt64("item_seq");
    return link(
        new Place(false, position),
        itemSeq == null ? 0 : itemSeq,
        hash(row.getString("hash")),
        row.getString("outcome"),
        row.getString("reason"),
        row.getString("bid_id"),
        row.getString("bidder_id"),
        row.getDecimal("amount"),
        row.getDecimal("price_before"),
        row.getDecimal("price_after"),
        row.getString("leader_id"),
        row.getDecimal("minimum_next_bid"));
  }

  /**
   * Of a row of {@code silver.items}, which is as of its close once it has closed; empty where it
   * has not.
   */
  static Optional<Link> ofItem(Row row) {
    String outcome = row.getString("outcome");
    return outcome == null
        ? Optional.empty()
        : Optional.of(
            link(
                Place.CLOSE,
                row.getInt64("item_seq"),
                hash(row.getString("close_hash")),
                outcome,
                row.getString("winner_id"),
                row.getDecimal("hammer_price")));
  }

  private static Hash hash(@Nullable String text) {
    return text == null ? Hash.ZERO : Hash.parse(text);
  }

  private static Link link(Place place, long itemSeq, Hash hash, @Nullable Object... said) {
    String text = Arrays.stream(said).map(SilverLinks::plain).collect(Collectors.joining("\u0000"));
    return new Link(place, itemSeq, hash, Link.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String plain(@Nullable Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static @Nullable BigDecimal money(OptionalLong minor, int scale) {
    return minor.isPresent() ? BigDecimal.valueOf(minor.getAsLong(), scale) : null;
  }
}
