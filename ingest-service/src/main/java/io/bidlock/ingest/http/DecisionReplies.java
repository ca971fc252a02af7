package io.bidlock.ingest.http;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.wire.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decisions as clients are told them. What is told follows from the decision alone, so that the
 * same decision gives the same bytes whenever and wherever it is asked for.
 */
final class DecisionReplies {
  private DecisionReplies() {}

  /** The answer to a bid, for its bidder only. */
  static Reply ofBid(BidPlaced bid, Decision decision) {
    String message = message(decision);
    JsonWriter.Body fields =
        out -> {
          out.flag("success", decision.accepted()).text("message", message);
          writeBid(out, decision, Optional.of(bid.amount()));
        };
    return decision.accepted()
        ? Reply.of(200, fields)
        : Reply.problem(problem(decision), message, withField(decision, fields));
  }

  /** A bid that stands in the log and is not decided yet. */
  static Reply waitingBid(BidPlaced bid, Position position) {
    return Reply.of(
            202,
            out ->
                out.nothing("success")
                    .text("message", "The bid stands in the log; its decision is still to come.")
                    .amount("your_bid", bid.amount())
                    .text("event_id", position.toString())
                    .text("bid_id", bid.bidId())
                    .text("item_id", bid.itemId()))
        .with("Location", "/api/v1/bids/" + bid.bidId())
        .with("Retry-After", "1");
  }

  /** A bid that published state already rules out; it does not stand in the log. */
  static Reply refusedAtTheDoor(
      BidPlaced bid, String itemId, Reason reason, Optional<PublicItem> item) {
    return Reply.problem(
        ProblemType.REJECTED,
        reason.sentence(),
        out -> {
          out.flag("success", false).text("message", reason.sentence());
          if (item.isPresent()) {
            ItemJson.writePrices(out, item.get(), item.get().minimumNextBidMinor());
            out.text("currency", item.get().currency());
          } else {
            out.nothing("current_bid").nothing("minimum_next_bid");
          }
          int scale = item.map(PublicItem::currencyScale).orElse(0);
          writeYourBid(out, bid.amount(), scale);
          out.flag("is_highest", false)
              .text("reason", reason.name())
              .nothing("event_id")
              .nothing("bid_id")
              .text("item_id", itemId);
          if (item.isPresent()) {
            out.number("item_seq", item.get().itemSeq())
                .nothing("hash")
                .text("closes_at", time(item.get().endMillis()));
          }
        });
  }

  /** With the currency's digits where it has that many, else as it came. */
  private static void writeYourBid(JsonWriter out, DecimalAmount amount, int scale)
      throws IOException {
    OptionalLong minor = amount.toMinor(scale);
    if (minor.isPresent()) {
      out.money("your_bid", minor, scale);
    } else {
      out.amount("your_bid", amount);
    }
  }

  /** What anybody who knows a bid's id may read of its decision. */
  static Reply publicBid(Decision decision) {
    return Reply.of(
        200,
        out -> {
          out.text("status", decision.accepted() ? "accepted" : "rejected")
              .text("message", message(decision));
          if (!decision.amountSecret()) {
            out.amount("amount", decision.amount());
          }
          writeBid(out, decision, Optional.empty());
          out.text("decided_at", time(decision.timeMillis()));
        });
  }

  /** A bid that is looked up while it waits. */
  static Reply publicWaiting(String bidId) {
    return Reply.of(
            202,
            out ->
                out.text("status", "waiting")
                    .text("message", "The bid stands in the log; its decision is still to come.")
                    .text("bid_id", bidId))
        .with("Retry-After", "1");
  }

  /** The answer to any other command. */
  static Reply ofCommand(Decision decision) {
    String message = message(decision);
    JsonWriter.Body fields =
        out -> {
          out.flag("success", decision.accepted()).text("message", message);
          writePlace(out, decision);
        };
    return decision.accepted()
        ? Reply.of(200, fields)
        : Reply.problem(problem(decision), message, withField(decision, fields));
  }

  /** A command that stands in the log and is not decided yet. */
  static Reply waitingCommand(LogRecord command, Position position) {
    return Reply.of(
            202,
            out ->
                out.nothing("success")
                    .text(
                        "message",
                        "The request stands in the log; its decision is still to come. Repeat it"
                            + " with the same Idempotency-Key to learn it.")
                    .text("event_id", position.toString())
                    .text("command_id", command.commandId())
                    .text("item_id", command.itemId()))
        .with("Location", "/api/v1/items/" + PathText.encode(command.itemId()))
        .with("Retry-After", "1");
  }

  /** What is wrong where a decision is a rejection. */
  static ProblemType problem(Decision decision) {
    return switch (decision.reason().orElseThrow()) {
      case UNKNOWN_ITEM -> ProblemType.UNKNOWN_ITEM;
      case IDEMPOTENCY_CONFLICT -> ProblemType.IDEMPOTENCY_CONFLICT;
      case INVALID_BID, INVALID_LISTING -> ProblemType.INVALID_FIELD;
      case LOCK_REFUSED -> ProblemType.HELD_BY_ANOTHER;
      case LOCK_NOT_HELD -> ProblemType.NOT_THE_HOLDER;
      default -> ProblemType.REJECTED;
    };
  }

  /** One sentence for people. */
  static String message(Decision decision) {
    Optional<String> said =
        decision
            .detail()
            .map(complaint -> complaint + ".")
            .or(() -> decision.reason().map(Reason::sentence));
    if (said.isPresent()) {
      return said.get();
    }
    return switch (decision.command()) {
      case BID_PLACED -> accepted(decision);
      case ITEM_LISTED -> "The item is listed.";
      case LISTING_AMENDED -> "The listing is amended.";
      case AUCTION_PAUSED -> "The auction is paused.";
      case AUCTION_RESUMED -> "The auction goes on.";
      case ITEM_WITHDRAWN -> "The item is withdrawn from sale.";
      case BID_RETRACTED -> "The bid is taken back.";
      case LOCK_REQUESTED -> "The item is held.";
      case LOCK_RELEASED -> "The item is given back.";
      case LOCK_COMMITTED -> "The item is taken for good.";
      case CLOSE_DUE -> "The item's time has moved on.";
    };
  }

  private static String accepted(Decision decision) {
    if (decision.details().bought()) {
      long price = decision.priceAfter().orElseThrow();
      return "The bid was accepted and buys the item for %s %s."
          .formatted(DecimalAmount.format(price, decision.currencyScale()), decision.currency());
    }
    return leads(decision).orElse(false)
        ? "The bid was accepted and leads."
        : "The bid was accepted.";
  }

  private static JsonWriter.Body withField(Decision decision, JsonWriter.Body fields) {
    Optional<String> field =
        decision.reason().equals(Optional.of(Reason.INVALID_BID))
            ? Optional.of("amount")
            : decision.detail().flatMap(Reply::termToBlame);
    return out -> {
      out.text("field", field);
      fields.write(out);
    };
  }

  private static void writeBid(JsonWriter out, Decision decision, Optional<DecimalAmount> yourBid)
      throws IOException {
    if (decision.priceAfter().isPresent()) {
      out.money("current_bid", decision.priceAfter(), decision.currencyScale());
    } else {
      out.nothing("current_bid");
    }
    if (yourBid.isPresent()) {
      writeYourBid(out, yourBid.get(), decision.currencyScale());
    }
    Optional<Boolean> leads = leads(decision);
    if (leads.isPresent()) {
      out.flag("is_highest", leads);
    } else {
      out.nothing("is_highest");
    }
    if (decision.details().bought()) {
      // As the item itself will show it: the close follows from this decision alone.
      out.text("outcome", "sold")
          .money("hammer_price", decision.priceAfter(), decision.currencyScale())
          .text("closed_at", time(decision.timeMillis()));
    }
    writePlace(out, decision);
  }

  private static void writePlace(JsonWriter out, Decision decision) throws IOException {
    if (decision.minimumNextBid().isPresent()) {
      out.money("minimum_next_bid", decision.minimumNextBid(), decision.currencyScale());
    } else {
      out.nothing("minimum_next_bid");
    }
    if (!decision.currency().isEmpty()) {
      out.text("currency", decision.currency());
    }
    if (decision.reason().isPresent()) {
      out.text("reason", decision.reason().get().name());
    } else {
      out.nothing("reason");
    }
    out.text("event_id", decision.position().toString())
        .text("bid_id", decision.bidId())
        .text("command_id", commandId(decision))
        .text("item_id", decision.itemId());
    if (decision.itemSeq() > 0) {
      out.number("item_seq", decision.itemSeq()).text("hash", decision.hash().toString());
    }
    if (decision.endMillis() > 0) {
      out.text("closes_at", time(decision.endMillis()));
    }
  }

  private static Optional<String> commandId(Decision decision) {
    return decision.command() == LogRecord.Kind.BID_PLACED
        ? Optional.empty()
        : Optional.of(decision.commandId());
  }

  /** Whether the bid leads after its decision; nothing where the format does not tell. */
  private static Optional<Boolean> leads(Decision decision) {
    if (decision.leader().isEmpty() && (decision.accepted() || decision.amountSecret())) {
      return Optional.empty();
    }
    return Optional.of(
        decision.accepted()
            && !decision.reason().equals(Optional.of(Reason.OUTBID_BY_PROXY))
            && decision.leader().equals(decision.bidderId()));
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
