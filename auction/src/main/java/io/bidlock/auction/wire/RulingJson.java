package io.bidlock.auction.wire;

import io.bidlock.auction.arbitration.CommandDetails;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rulings as JSON, schema version {@value #SCHEMA}: {@code auction.decisions} and {@code
 * decisions.jsonl}. This is BidLock's own record and holds secret amounts; what the public may see
 * is made from it elsewhere.
 */
public final class RulingJson {
  /** The version that is written. */
  public static final int SCHEMA = 1;

  private static final String DECISION = "Decision";
  private static final String ITEM_CLOSED = "ItemClosed";

  private RulingJson() {}

  /** A ruling as UTF-8 JSON on one line. */
  public static byte[] write(Ruling ruling) {
    return JsonWriter.object(
        out -> {
          out.number("schema", SCHEMA);
          if (ruling instanceof Decision decision) {
            write(out.text("type", DECISION), decision);
          } else if (ruling instanceof ItemClosed closed) {
            write(out.text("type", ITEM_CLOSED), closed);
          }
        });
  }

  private static void write(JsonWriter out, Decision decision) throws IOException {
    int scale = decision.currencyScale();
    out.text("item_id", decision.itemId());
    if (decision.itemSeq() > 0) {
      out.number("item_seq", decision.itemSeq());
    }
    position(out, decision.position());
    out.time("time", decision.timeMillis())
        .text("command", decision.command().wireName())
        .text("command_id", decision.commandId())
        .text("bid_id", decision.bidId())
        .text("bidder_id", decision.bidderId())
        .amount("amount", decision.amount());
    if (decision.amountSecret()) {
      out.flag("amount_secret", true);
    }
    out.text("outcome", decision.accepted() ? "ACCEPTED" : "REJECTED")
        .text("reason", decision.reason().map(Reason::name))
        .text("detail", decision.detail());
    write(out, decision.details());
    if (!decision.currency().isEmpty()) {
      out.text("currency", decision.currency()).number("currency_scale", scale);
    }
    out.money("price_before", decision.priceBefore(), scale)
        .money("price_after", decision.priceAfter(), scale)
        .text("leader", decision.leader())
        .money("minimum_next_bid", decision.minimumNextBid(), scale);
    if (decision.endMillis() > 0) {
      out.time("ends_at", decision.endMillis());
    }
    out.number("lock_token", decision.lockToken()).time("lock_until", decision.lockUntilMillis());
    if (decision.first().isPresent()) {
      out.nested("first", nested -> write(nested, decision.first().get()));
    }
    if (decision.itemSeq() > 0) {
      out.text("hash", decision.hash().toString());
    }
  }

  private static void write(JsonWriter out, CommandDetails details) throws IOException {
    out.text("channel", details.channel().map(Channel::name));
    if (details.bought()) {
      out.flag("bought", true);
    }
    out.text("actor_id", details.actorId())
        .text("why", details.why())
        .text("holder", details.holder());
    if (details.terms().isPresent()) {
      out.nested("terms", nested -> TermsJson.write(nested, details.terms().get()));
    }
  }

  private static void write(JsonWriter out, ItemClosed closed) throws IOException {
    out.text("item_id", closed.itemId()).number("item_seq", closed.itemSeq());
    position(out, closed.position());
    out.text("outcome", closed.outcome().name())
        .text("winner", closed.winner())
        .text("currency", closed.currency())
        .number("currency_scale", closed.currencyScale())
        .money("price", closed.priceMinor(), closed.currencyScale())
        .number("bids", closed.bids())
        .number("accepted", closed.acceptedBids())
        .time("closed_at", closed.closedAtMillis())
        .text("hash", closed.hash().toString());
  }

  private static void position(JsonWriter out, Position position) throws IOException {
    out.nested(
        "position",
        nested ->
            nested
                .number("era", position.era())
                .number("partition", position.partition())
                .number("offset", position.offset()));
  }

  /**
   * Reads a ruling.
   *
   * @throws UnreadableRecord when it is malformed, of an unknown type or version, or lacks
   *     something
   */
  public static Ruling read(byte[] json) throws UnreadableRecord {
    JsonObject in = JsonObject.read(json);
    long schema = in.number("schema");
    if (schema != SCHEMA) {
      throw new UnreadableRecord("schema", "version " + schema + " is unknown");
    }
    String type = in.text("type");
    return switch (type) {
      case DECISION -> readDecision(in);
      case ITEM_CLOSED -> readItemClosed(in);
      default -> throw new UnreadableRecord("type", "'" + type + "' is unknown");
    };
  }

  private static Decision readDecision(JsonObject in) throws UnreadableRecord {
    int scale = in.has("currency_scale") ? in.smallNumber("currency_scale") : 0;
    Optional<JsonObject> first = in.optionalObject("first");
    return new Decision(
        in.text("item_id"),
        in.optionalNumber("item_seq").orElse(0),
        readPosition(in),
        in.time("time"),
        kind(in.text("command")),
        in.text("command_id"),
        in.optionalText("bid_id"),
        in.optionalText("bidder_id"),
        in.optionalAmount("amount"),
        in.optionalFlag("amount_secret").orElse(false),
        in.optionalText("currency").orElse(""),
        scale,
        constant("outcome", in.text("outcome"), Verb.class) == Verb.ACCEPTED,
        reason(in),
        money(in, "price_before", scale),
        money(in, "price_after", scale),
        in.optionalText("leader"),
        money(in, "minimum_next_bid", scale),
        in.optionalTime("ends_at").orElse(0),
        in.optionalNumber("lock_token"),
        in.optionalTime("lock_until"),
        first.isPresent() ? Optional.of(readDecision(first.get())) : Optional.empty(),
        in.optionalText("detail"),
        readDetails(in),
        in.has("hash") ? hash(in.text("hash")) : Hash.ZERO);
  }

  private static CommandDetails readDetails(JsonObject in) throws UnreadableRecord {
    Optional<Channel> channel =
        in.has("channel")
            ? Optional.of(constant("channel", in.text("channel"), Channel.class))
            : Optional.empty();
    if (channel.isPresent()) {
      return in.optionalFlag("bought").orElse(false)
          ? CommandDetails.ofPurchase(channel.get())
          : CommandDetails.ofBid(channel.get());
    }
    Optional<String> actorId = in.optionalText("actor_id");
    Optional<String> why = in.optionalText("why");
    Optional<String> holder = in.optionalText("holder");
    Optional<JsonObject> terms = in.optionalObject("terms");
    if (actorId.isEmpty() && why.isEmpty() && holder.isEmpty() && terms.isEmpty()) {
      return CommandDetails.NONE;
    }
    return CommandDetails.saying(
        actorId,
        why,
        holder,
        terms.isPresent() ? Optional.of(TermsJson.read(terms.get())) : Optional.empty());
  }

  private enum Verb {
    ACCEPTED,
    REJECTED
  }

  private static ItemClosed readItemClosed(JsonObject in) throws UnreadableRecord {
    int scale = in.smallNumber("currency_scale");
    return new ItemClosed(
        in.text("item_id"),
        in.number("item_seq"),
        readPosition(in),
        constant("outcome", in.text("outcome"), Outcome.class),
        in.optionalText("winner"),
        money(in, "price", scale),
        in.text("currency"),
        scale,
        in.number("bids"),
        in.number("accepted"),
        in.time("closed_at"),
        hash(in.text("hash")));
  }

  private static Optional<Reason> reason(JsonObject in) throws UnreadableRecord {
    Optional<String> name = in.optionalText("reason");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(constant("reason", name.get(), Reason.class));
  }

  private static Position readPosition(JsonObject in) throws UnreadableRecord {
    JsonObject position = in.object("position");
    try {
      return new Position(
          position.smallNumber("era"),
          position.smallNumber("partition"),
          position.number("offset"));
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord("position", e.getMessage());
    }
  }

  private static LogRecord.Kind kind(String wireName) throws UnreadableRecord {
    for (LogRecord.Kind kind : LogRecord.Kind.values()) {
      if (kind.wireName().equals(wireName)) {
        return kind;
      }
    }
    throw new UnreadableRecord("command", "'" + wireName + "' is unknown");
  }

  static <E extends Enum<E>> E constant(String field, String name, Class<E> type)
      throws UnreadableRecord {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord(field, "'" + name + "' is unknown");
    }
  }

  static OptionalLong money(JsonObject in, String name, int currencyScale) throws UnreadableRecord {
    Optional<DecimalAmount> amount = in.optionalAmount(name);
    if (amount.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong minor =
        currencyScale > DecimalAmount.MAX_DIGITS
            ? OptionalLong.empty()
            : amount.get().toMinor(currencyScale);
    if (minor.isEmpty()) {
      throw new UnreadableRecord(name, "does not fit the currency");
    }
    return minor;
  }

  static long requiredMoney(JsonObject in, String name, int currencyScale) throws UnreadableRecord {
    return money(in, name, currencyScale)
        .orElseThrow(() -> new UnreadableRecord(name, "is required"));
  }

  static Hash hash(String text) throws UnreadableRecord {
    try {
      return Hash.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord("hash", e.getMessage());
    }
  }
}
