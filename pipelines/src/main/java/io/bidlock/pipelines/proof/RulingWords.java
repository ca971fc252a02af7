package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.auction.money.DecimalAmount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Rulings in words, for people. */
final class RulingWords {
  private static final int SHORT_HASH = 12;

  private RulingWords() {}

  /** What was asked: {@code bid 7f3 of 120 by bob}. */
  static String asked(Decision decision) {
    String actor =
        decision
            .bidderId()
            .or(() -> decision.details().actorId())
            .or(() -> decision.details().holder())
            .map(id -> " by " + id)
            .orElse("");
    return switch (decision.command()) {
      case BID_PLACED ->
          "bid of "
              + decision
                  .amount()
                  .map(DecimalAmount::toBigDecimal)
                  .map(BigDecimal::toPlainString)
                  .orElse("?")
              + actor
              + decision.bidId().map(id -> ", " + id).orElse("");
      case BID_RETRACTED ->
          "bid retracted" + actor + decision.bidId().map(id -> ", " + id).orElse("");
      default -> words(decision.command()) + actor;
    };
  }

  private static String words(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What came of it: {@code accepted: price 100.00, then 120.00; bob leads; next 125.00}. */
  static String verdict(Ruling ruling) {
    return ruling instanceof Decision decision ? verdict(decision) : verdict((ItemClosed) ruling);
  }

  private static String verdict(Decision decision) {
    StringBuilder text = new StringBuilder(decision.accepted() ? "accepted" : "rejected");
    decision.reason().ifPresent(reason -> text.append(", ").append(reason));
    List<String> facts = new ArrayList<>();
    int scale = decision.currencyScale();
    if (decision.accepted()) {
      if (decision.priceAfter().isPresent()) {
        facts.add(
            decision.priceBefore().equals(decision.priceAfter())
                ? "price stays " + money(decision.priceAfter(), scale)
                : "price "
                    + (decision.priceBefore().isPresent()
                        ? money(decision.priceBefore(), scale) + ", now "
                        : "")
                    + money(decision.priceAfter(), scale));
      }
      decision.leader().ifPresent(leader -> facts.add(leader + " leads"));
    }
    if (decision.minimumNextBid().isPresent()) {
      facts.add("next bid " + money(decision.minimumNextBid(), scale));
    }
    if (!facts.isEmpty()) {
      text.append(": ").append(String.join("; ", facts));
    }
    return text.toString();
  }

  private static String verdict(ItemClosed closed) {
    String sold =
        closed.winner().isEmpty()
            ? ""
            : " to %s for %s %s"
                .formatted(
                    closed.winner().get(),
                    money(closed.priceMinor(), closed.currencyScale()),
                    closed.currency());
    return "closed: %s%s; %d bids, %d of them accepted"
        .formatted(
            closed.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            sold,
            closed.bids(),
            closed.acceptedBids());
  }

  /** Why, where there is more to say than the verdict. */
  static String why(Ruling ruling) {
    if (ruling instanceof Decision decision) {
      String detail = decision.detail().map(text -> " (" + text + ")").orElse("");
      return decision.reason().map(Reason::sentence).orElse("") + detail;
    }
    return "";
  }

  /** The first digits of a hash, as many as a person compares. */
  static String shortly(Hash hash) {
    return hash.toString().substring(0, SHORT_HASH);
  }

  /** What two rulings on the same thing say differently: {@code price_after: 12.00, not 13.00}. */
  static List<String> differences(Ruling decided, Ruling right) {
    Map<String, String> one = facts(decided);
    Map<String, String> other = facts(right);
    Set<String> names = new LinkedHashSet<>(other.keySet());
    names.addAll(one.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String was = one.getOrDefault(name, "nothing");
      String should = other.getOrDefault(name, "nothing");
      if (!was.equals(should)) {
        lines.add("%s: %s was decided, %s is right".formatted(name, was, should));
      }
    }
    return lines;
  }

  private static Map<String, String> facts(Ruling ruling) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("item_seq", Long.toString(ruling.itemSeq()));
    if (ruling instanceof Decision decision) {
      int scale = decision.currencyScale();
      facts.put("command", decision.command() + " " + decision.commandId());
      facts.put("time", Instant.ofEpochMilli(decision.timeMillis()).toString());
      decision.bidderId().ifPresent(id -> facts.put("bidder", id));
      decision
          .amount()
          .ifPresent(amount -> facts.put("amount", amount.toBigDecimal().toPlainString()));
      facts.put("outcome", decision.accepted() ? "ACCEPTED" : "REJECTED");
      decision.reason().ifPresent(reason -> facts.put("reason", reason.name()));
      decision.detail().ifPresent(detail -> facts.put("detail", detail));
      put(facts, "price before", decision.priceBefore(), scale);
      put(facts, "price after", decision.priceAfter(), scale);
      decision.leader().ifPresent(leader -> facts.put("leader", leader));
      put(facts, "minimum next bid", decision.minimumNextBid(), scale);
      facts.put("end", Instant.ofEpochMilli(decision.endMillis()).toString());
      decision.lockToken().ifPresent(token -> facts.put("lock token", Long.toString(token)));
      facts.put("details", decision.details().toString());
    } else {
      ItemClosed closed = (ItemClosed) ruling;
      facts.put("outcome", closed.outcome().name());
      closed.winner().ifPresent(winner -> facts.put("winner", winner));
      put(facts, "hammer price", closed.priceMinor(), closed.currencyScale());
      facts.put("bids", closed.acceptedBids() + " of " + closed.bids() + " accepted");
      facts.put("closed at", Instant.ofEpochMilli(closed.closedAtMillis()).toString());
      facts.put("closed by", closed.position().toString());
    }
    facts.put("hash", ruling.hash().toString());
    return facts;
  }

  private static void put(Map<String, String> facts, String name, OptionalLong minor, int scale) {
    if (minor.isPresent()) {
      facts.put(name, money(minor, scale));
    }
  }

  private static String money(OptionalLong minor, int scale) {
    return BigDecimal.valueOf(minor.getAsLong(), scale).toPlainString();
  }
}
