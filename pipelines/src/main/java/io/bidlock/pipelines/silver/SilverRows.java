package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Position;
import io.bidlock.pipelines.silver.ItemStory.Bidding;
import io.bidlock.pipelines.silver.ItemStory.Ended;
import io.bidlock.pipelines.silver.ItemStory.Hold;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** What is told, as rows. */
final class SilverRows {
  private SilverRows() {}

  static Row item(ItemStory story) {
    var listing = story.listing();
    Bidding bidding = story.bidding();
    Optional<Ended> ended = story.ended();
    int scale = listing.currencyScale();
    return Silver.ITEMS.row(
        story.itemId(),
        story.itemSeq(),
        listing.sellerId(),
        listing.title(),
        listing.category(),
        listing.currency(),
        listing.format().name(),
        listing.proxy(),
        money(listing.startMinor(), scale),
        money(listing.reserveMinor(), scale),
        money(listing.buyNowMinor(), scale),
        listing.goodsId().orElse(null),
        listing.saleId().orElse(null),
        listing.relistedFrom().orElse(null),
        new Instant(story.listedMillis()),
        new Instant(listing.opensAtMillis()),
        new Instant(listing.closesAtMillis()),
        new Instant(bidding.endMillis()),
        bidding.paused(),
        money(bidding.priceMinor(), scale),
        bidding.leader().orElse(null),
        bidding.bids(),
        bidding.acceptedBids(),
        bidding.bidders(),
        time(bidding.firstBidMillis()),
        time(bidding.lastBidMillis()),
        ended.map(end -> end.outcome().name()).orElse(null),
        ended.flatMap(Ended::winner).orElse(null),
        ended.isPresent() ? money(ended.get().priceMinor(), scale) : null,
        ended.map(end -> new Instant(end.closedMillis())).orElse(null),
        ended.map(Ended::closeHash).orElse(null));
  }

  static Row bid(Decision decision) {
    Position position = decision.position();
    int scale = decision.currencyScale();
    return Silver.BIDS.row(
        position.era(),
        position.partition(),
        position.offset(),
        decision.itemId(),
        seq(decision),
        decision.bidId().orElseThrow(),
        decision.bidderId().orElseThrow(),
        decision.amount().orElseThrow().toBigDecimal(),
        decision.currency().isEmpty() ? null : decision.currency(),
        new Instant(decision.timeMillis()),
        decision.details().channel().map(Channel::name).orElse(null),
        outcome(decision),
        decision.reason().map(Reason::name).orElse(null),
        money(decision.priceBefore(), scale),
        money(decision.priceAfter(), scale),
        decision.leader().orElse(null),
        money(decision.minimumNextBid(), scale),
        hash(decision));
  }

  static Row retraction(Decision decision) {
    Position position = decision.position();
    int scale = decision.currencyScale();
    return Silver.RETRACTIONS.row(
        position.era(),
        position.partition(),
        position.offset(),
        decision.itemId(),
        seq(decision),
        decision.bidId().orElseThrow(),
        decision.bidderId().orElseThrow(),
        decision.details().why().orElse(null),
        new Instant(decision.timeMillis()),
        outcome(decision),
        decision.reason().map(Reason::name).orElse(null),
        money(decision.priceBefore(), scale),
        money(decision.priceAfter(), scale),
        hash(decision));
  }

  /**
   * A hold.
   *
   * @param itemSeq of the ruling that this is as of
   * @param endedMillis when it ended, if it has
   * @param ending {@code RELEASED, COMMITTED, EXPIRED} or {@code RENEWED}
   */
  static Row lock(
      String itemId, Hold hold, long itemSeq, OptionalLong endedMillis, @Nullable String ending) {
    return Silver.LOCKS.row(
        itemId,
        hold.token(),
        itemSeq,
        hold.holder(),
        new Instant(hold.grantedMillis()),
        new Instant(hold.untilMillis()),
        time(endedMillis),
        ending);
  }

  static Row transaction(ItemStory story, ItemClosed closed) {
    var listing = story.listing();
    return Silver.TRANSACTIONS.row(
        story.itemId(),
        closed.itemSeq(),
        listing.sellerId(),
        closed.winner().orElseThrow(),
        money(closed.priceMinor(), closed.currencyScale()),
        closed.currency(),
        listing.category(),
        listing.goodsId().orElse(null),
        listing.saleId().orElse(null),
        new Instant(closed.closedAtMillis()),
        closed.hash().toString());
  }

  static Row participation(
      ItemStory story, ItemClosed closed, String bidderId, BidderStory bidder) {
    var listing = story.listing();
    return Silver.PARTICIPATIONS.row(
        story.itemId(),
        bidderId,
        listing.sellerId(),
        listing.category(),
        listing.currency(),
        money(listing.startMinor(), listing.currencyScale()),
        new Instant(listing.opensAtMillis()),
        new Instant(closed.closedAtMillis()),
        story.bidding().acceptedBids(),
        bidder.bids(),
        bidder.rejectedBids(),
        bidder.successiveBids(),
        time(bidder.firstBidMillis()),
        time(bidder.lastBidMillis()),
        closed.winner().filter(bidderId::equals).isPresent());
  }

  private static @Nullable Long seq(Decision decision) {
    return decision.itemSeq() > 0 ? decision.itemSeq() : null;
  }

  private static @Nullable String hash(Decision decision) {
    return decision.itemSeq() > 0 ? decision.hash().toString() : null;
  }

  private static String outcome(Decision decision) {
    return decision.accepted() ? "ACCEPTED" : "REJECTED";
  }

  private static BigDecimal money(long minor, int scale) {
    return BigDecimal.valueOf(minor, scale);
  }

  private static @Nullable BigDecimal money(OptionalLong minor, int scale) {
    return minor.isPresent() ? money(minor.getAsLong(), scale) : null;
  }

  private static @Nullable Instant time(OptionalLong millis) {
    return millis.isPresent() ? new Instant(millis.getAsLong()) : null;
  }
}
