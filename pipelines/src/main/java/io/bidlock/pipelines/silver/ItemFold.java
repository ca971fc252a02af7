package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.pipelines.silver.ItemStory.Hold;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds an item's rulings, in the order of {@code item_seq}, into its story and says what rows
 * follow. The same for every runner: the steps around it see to the order.
 */
final class ItemFold {
  private static final Logger LOG = LoggerFactory.getLogger(ItemFold.class);

  private final Counter missing = Metrics.counter(FollowItems.class, "rulings-missing");

  void fold(Ruling ruling, ItemMemory memory, ItemOutput out) {
    Optional<ItemStory> before = memory.story();
    long told = before.map(ItemStory::itemSeq).orElse(0L);
    if (ruling.itemSeq() <= told) {
      again(ruling, out);
      return;
    }
    if (ruling.itemSeq() > told + 1) {
      // Nothing may be passed over, but a hole must not stop the other items either.
      missing.inc(ruling.itemSeq() - told - 1);
      LOG.error(
          "Item {}: rulings {} to {} are missing", ruling.itemId(), told + 1, ruling.itemSeq() - 1);
    }
    Optional<ItemStory> after =
        ruling instanceof ItemClosed closed
            ? before.map(one -> close(one, closed, memory, out))
            : decided(before, (Decision) ruling, memory, out);
    after.ifPresent(memory::keep);
  }

  /** Told before, by this generation or an earlier one: silver must already hold the same. */
  private static void again(Ruling ruling, ItemOutput out) {
    if (ruling instanceof Decision decision) {
      stored(decision, out::row);
    }
  }

  /** The row of a decision by itself, whatever its item. */
  static Optional<Row> stored(Decision decision, BiConsumer<TupleTag<Row>, Row> out) {
    if (decision.command() == Kind.BID_PLACED) {
      Row bid = SilverRows.bid(decision);
      out.accept(FollowItems.BIDS, bid);
      return Optional.of(bid);
    }
    if (decision.command() == Kind.BID_RETRACTED) {
      out.accept(FollowItems.RETRACTIONS, SilverRows.retraction(decision));
    }
    return Optional.empty();
  }

  private Optional<ItemStory> decided(
      Optional<ItemStory> before, Decision decision, ItemMemory memory, ItemOutput out) {
    stored(decision, out::row).ifPresent(bid -> out.row(FollowItems.NEW_BIDS, bid));
    if (before.isEmpty()) {
      if (decision.command() != Kind.ITEM_LISTED || !decision.accepted()) {
        return Optional.empty();
      }
      ItemStory listed = ItemStory.listed(decision);
      out.item(listed.itemId(), () -> SilverRows.item(listed));
      return Optional.of(listed);
    }
    ItemStory story = expireHold(before.get(), decision, out);
    if (!story.open()) {
      return Optional.of(story.at(decision.itemSeq()));
    }
    ItemStory after = next(story, decision, memory, out);
    out.item(after.itemId(), () -> SilverRows.item(after));
    return Optional.of(after);
  }

  private static ItemStory next(
      ItemStory story, Decision decision, ItemMemory memory, ItemOutput out) {
    if (decision.command() == Kind.BID_PLACED && ItemStory.countsAsBid(decision)) {
      return bid(story, decision, memory);
    }
    ItemStory after = story.after(decision);
    if (!decision.accepted()) {
      return after;
    }
    return switch (decision.command()) {
      case LISTING_AMENDED -> after.amended(decision);
      case AUCTION_PAUSED -> after.withPaused(true);
      case AUCTION_RESUMED -> after.withPaused(false);
      case LOCK_REQUESTED -> grant(after, decision, out);
      case LOCK_RELEASED ->
          endHold(after, decision.itemSeq(), decision.timeMillis(), "RELEASED", out);
      case LOCK_COMMITTED ->
          endHold(after, decision.itemSeq(), decision.timeMillis(), "COMMITTED", out);
      default -> after;
    };
  }

  private static ItemStory bid(ItemStory story, Decision decision, ItemMemory memory) {
    String bidderId = decision.bidderId().orElseThrow();
    BidderStory before = memory.bidder(bidderId);
    boolean successive = story.bidding().lastBidder().filter(bidderId::equals).isPresent();
    memory.keep(
        bidderId,
        decision.accepted()
            ? before.withAccepted(decision.timeMillis(), successive)
            : before.withRejected());
    return story.afterBid(decision, decision.accepted() && before.bids() == 0);
  }

  private static ItemStory grant(ItemStory story, Decision decision, ItemOutput out) {
    ItemStory free =
        story.hold().isPresent()
            ? endHold(story, decision.itemSeq(), decision.timeMillis(), "RENEWED", out)
            : story;
    Hold hold =
        new Hold(
            decision.details().holder().orElseThrow(),
            decision.lockToken().orElseThrow(),
            decision.timeMillis(),
            decision.lockUntilMillis().orElseThrow());
    out.row(
        FollowItems.LOCKS,
        SilverRows.lock(story.itemId(), hold, decision.itemSeq(), OptionalLong.empty(), null));
    return free.withHold(Optional.of(hold));
  }

  /** A hold ends without a word when its time is over: the next ruling shows it. */
  private static ItemStory expireHold(ItemStory story, Decision decision, ItemOutput out) {
    return story
        .hold()
        .filter(hold -> decision.timeMillis() >= hold.untilMillis())
        .map(hold -> endHold(story, decision.itemSeq(), hold.untilMillis(), "EXPIRED", out))
        .orElse(story);
  }

  private static ItemStory endHold(
      ItemStory story, long itemSeq, long endedMillis, String ending, ItemOutput out) {
    story
        .hold()
        .ifPresent(
            hold ->
                out.row(
                    FollowItems.LOCKS,
                    SilverRows.lock(
                        story.itemId(), hold, itemSeq, OptionalLong.of(endedMillis), ending)));
    return story.withHold(Optional.empty());
  }

  private ItemStory close(ItemStory story, ItemClosed closed, ItemMemory memory, ItemOutput out) {
    ItemStory ended = story.closed(closed);
    Row item = SilverRows.item(ended);
    out.item(ended.itemId(), () -> item);
    out.row(FollowItems.CLOSED_ITEMS, item);
    if (closed.outcome() == Outcome.SOLD) {
      out.row(FollowItems.TRANSACTIONS, SilverRows.transaction(ended, closed));
    }
    for (Map.Entry<String, BidderStory> bidder : memory.bidders()) {
      out.row(
          FollowItems.PARTICIPATIONS,
          SilverRows.participation(ended, closed, bidder.getKey(), bidder.getValue()));
    }
    memory.forgetBidders();
    return ended;
  }
}
