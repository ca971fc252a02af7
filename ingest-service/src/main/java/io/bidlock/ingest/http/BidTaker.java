package io.bidlock.ingest.http;

import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.Currencies;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.ingest.bidders.BidderDirectory;
import io.bidlock.ingest.board.BoardRefusal;
import io.bidlock.ingest.board.PriceBoard;
import io.bidlock.ingest.commands.Answer;
import io.bidlock.ingest.commands.CommandDesk;
import io.bidlock.ingest.lock.HeldItems;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Takes a bid from a client's fields to its answer, for one bid as for many. */
final class BidTaker {
  /** The fields of a bid's body. */
  static final Set<String> FIELDS = Set.of("user_id", "amount", "currency", "channel");

  private final CommandDesk desk;
  private final PriceBoard board;
  private final HeldItems heldItems;
  private final BidderDirectory bidders;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  BidTaker(
      CommandDesk desk,
      PriceBoard board,
      HeldItems heldItems,
      BidderDirectory bidders,
      Clock clock) {
    this.desk = desk;
    this.board = board;
    this.heldItems = heldItems;
    this.bidders = bidders;
    this.clock = clock;
  }

  /**
   * A client's bid.
   *
   * @param key under which it may be repeated
   */
  record Bid(BidPlaced placed, Optional<String> key, Optional<String> traceparent) {}

  /**
   * Reads a bid's fields.
   *
   * @throws Refused when one of them is not valid
   */
  Bid read(String itemId, RequestBody body, Optional<String> key, Optional<String> traceparent) {
    String bidderId = body.id("user_id");
    DecimalAmount amount = body.positiveAmount("amount");
    requireExact(itemId, amount);
    Optional<String> currency = body.optionalText("currency");
    currency.ifPresent(BidTaker::requireCurrency);
    String bidId = Ids.bidId(bidderId, itemId, key.orElseGet(() -> "made up " + UUID.randomUUID()));
    BidPlaced placed =
        new BidPlaced(
            itemId,
            bidId,
            bidderId,
            amount,
            currency,
            bidders.standing(bidderId),
            channel(body),
            Nonce.random(random));
    return new Bid(placed, key, traceparent);
  }

  /** Decides a bid or waits for its decision; done or failed as {@link CommandDesk#submit}. */
  CompletableFuture<Reply> take(Bid bid) {
    Optional<Reply> refusal = atTheDoor(bid);
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(refusal.get());
    }
    return desk.submit(bid.placed(), bid.traceparent())
        .thenApply(
            answer ->
                switch (answer) {
                  case Answer.Decided decided ->
                      DecisionReplies.ofBid(bid.placed(), decided.decision());
                  case Answer.Waiting waiting ->
                      DecisionReplies.waitingBid(bid.placed(), waiting.position());
                });
  }

  /** Writes a bid to the log and does not wait. */
  Reply leave(Bid bid) {
    return atTheDoor(bid)
        .orElseGet(
            () ->
                DecisionReplies.waitingBid(
                        bid.placed(), desk.leave(bid.placed(), bid.traceparent()).position())
                    .with("Preference-Applied", "respond-async"));
  }

  /**
   * Refuses what published state rules out. A bid with a key always goes to the log instead: it may
   * be a repeat, and only the log remembers the first answer.
   */
  private Optional<Reply> atTheDoor(Bid bid) {
    String itemId = bid.placed().itemId();
    long nowMillis = clock.millis();
    Optional<PublicItem> item = board.find(itemId);
    boolean heldInRedis = heldItems.isHeld(itemId, item, nowMillis);
    if (bid.key().isPresent()) {
      if (heldInRedis) {
        // So that the log refuses it at once, and for everybody.
        heldItems
            .strangersHold(itemId, nowMillis)
            .ifPresent(hold -> desk.note(hold, bid.traceparent()));
      }
      return Optional.empty();
    }
    return refusal(item, heldInRedis, bid.placed(), nowMillis)
        .map(reason -> DecisionReplies.refusedAtTheDoor(bid.placed(), itemId, reason, item));
  }

  private static Optional<Reason> refusal(
      Optional<PublicItem> item, boolean heldInRedis, BidPlaced placed, long nowMillis) {
    Optional<Reason> late =
        item.filter(shown -> shown.outcome().isPresent())
            .flatMap(shown -> BoardRefusal.of(shown, placed, nowMillis));
    if (late.isPresent()) {
      return late;
    }
    if (heldInRedis || item.filter(shown -> shown.lockedAt(nowMillis)).isPresent()) {
      return Optional.of(Reason.ITEM_LOCKED);
    }
    return item.flatMap(shown -> BoardRefusal.of(shown, placed, nowMillis));
  }

  /** Not before the first bid: until then the currency may be amended. */
  private void requireExact(String itemId, DecimalAmount amount) {
    Optional<PublicItem> item = board.find(itemId).filter(shown -> shown.bidCount() > 0);
    if (item.isEmpty()) {
      return;
    }
    OptionalLong minor = amount.toMinor(item.get().currencyScale());
    if (minor.isEmpty()) {
      String currency = item.get().currency();
      throw RequestBody.bad(
          "amount",
          amount.scale() > item.get().currencyScale()
              ? "has more decimals than " + currency + " has"
              : "is more than an auction takes");
    }
  }

  private static void requireCurrency(String code) {
    if (Currencies.scale(code).isEmpty()) {
      throw RequestBody.bad("currency", "is not an ISO 4217 code");
    }
  }

  private static Channel channel(RequestBody body) {
    Optional<String> name = body.optionalText("channel");
    if (name.isEmpty()) {
      return Channel.WEB;
    }
    try {
      return Channel.valueOf(name.get().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RequestBody.bad("channel", "is none of web, phone, absentee, pos, file");
    }
  }
}
