package io.bidlock.auction.property;

import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.model.AuctionModel;
import io.bidlock.auction.model.Fact.Bid;
import io.bidlock.auction.money.DecimalAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns moves into a log. It follows the auction with the model, so that prices fall on increments'
 * edges, ties and reserves, and times on ends, windows and holds.
 */
final class HistoryWriter {
  private static final List<String> BIDDERS = List.of("ann", "bob", "cid", "dee", "eve");
  private static final long[] BAND_EDGES = {100, 500, 2_500, 10_000, 25_000, 50_000, 100_000};

  private final Terms terms;
  private final boolean distinctiveAmounts;
  private final int rulesVersion;
  private final AuctionModel model = new AuctionModel();
  private final List<LogEntry> entries = new ArrayList<>();
  private long clockMillis;
  private long offset;

  private HistoryWriter(Terms terms, boolean distinctiveAmounts, int rulesVersion) {
    this.terms = terms;
    this.rulesVersion = rulesVersion;
    this.distinctiveAmounts = distinctiveAmounts;
  }

  /**
   * Writes a history.
   *
   * @param opening a number from 0 to 99: what comes before the listing, and when it comes
   * @param ending a number from 0 to 99: whether the log goes on past the close
   * @param distinctiveAmounts whether bids shall have amounts that are long and unlike each other
   */
  static History write(
      Terms terms, int opening, List<Move> moves, int ending, boolean distinctiveAmounts) {
    HistoryWriter writer = new HistoryWriter(terms, distinctiveAmounts, 1 + opening % 2);
    writer.open(opening);
    moves.forEach(writer::move);
    writer.end(ending);
    return new History(writer.entries);
  }

  private void open(int opening) {
    long opens = AuctionPlan.OPENS.toEpochMilli();
    clockMillis = opening % 5 < 3 ? opens : opening % 5 < 4 ? opens - 60_000 : opens + 30_000;
    if (opening >= 80 && opening < 85) {
      clockMillis = Instant.parse(terms.get(Term.CLOSES_AT).orElseThrow()).toEpochMilli();
      append(new LogRecord.ItemListed(History.ITEM, "too-late", rulesVersion, terms, nonce()));
      clockMillis = opens;
    }
    if (opening >= 85) {
      append(bid("ann", 1_000, 2, "early"));
      append(new LogRecord.CloseDue(History.ITEM));
      append(new LogRecord.AuctionPaused(History.ITEM, "early-pause", "sue", "why"));
      append(new LogRecord.LockRequested(History.ITEM, "early-lock", "till", 1_000));
    }
    if (opening >= 95) {
      Terms wrong = terms.amendedBy(Terms.of(Map.of(Term.START_PRICE, "-1")));
      append(new LogRecord.ItemListed(History.ITEM, "wrong", 3 - rulesVersion, wrong, nonce()));
    }
    append(new LogRecord.ItemListed(History.ITEM, "listing", rulesVersion, terms, nonce()));
  }

  private void move(Move move) {
    pass(move);
    int kind = move.kind();
    if (kind < 58) {
      append(nextBid(move));
    } else if (kind < 63) {
      repeat(move);
    } else if (kind < 66) {
      conflict(move);
    } else if (kind < 72) {
      retract(move);
    } else if (kind < 76) {
      long[] ttls = {
        5_000, 1, 1_000, 60_000, 20_000, 600_000, 86_400_000, 0, 86_400_001, -1, 2_000, 7_200_000
      };
      append(
          new LogRecord.LockRequested(
              History.ITEM,
              "c" + offset,
              move.who() < 60 ? "till" : "desk",
              ttls[move.detail() % ttls.length]));
    } else if (kind < 79) {
      append(new LogRecord.LockReleased(History.ITEM, "c" + offset, token(move)));
    } else if (kind < 81) {
      append(new LogRecord.LockCommitted(History.ITEM, "c" + offset, token(move)));
    } else if (kind < 83) {
      append(new LogRecord.AuctionPaused(History.ITEM, "c" + offset, "sue", "why"));
    } else if (kind < 87) {
      append(new LogRecord.AuctionResumed(History.ITEM, "c" + offset, "sue"));
    } else if (kind < 92 && distinctiveAmounts) {
      append(new LogRecord.CloseDue(History.ITEM));
    } else if (kind < 92) {
      append(
          new LogRecord.ListingAmended(
              History.ITEM, "c" + offset, "sue", amendment(move), nonce()));
    } else if (kind < 93 && move.who() < 60) {
      append(new LogRecord.ItemWithdrawn(History.ITEM, "c" + offset, "sue", "broken"));
    } else if (kind < 98) {
      append(new LogRecord.CloseDue(History.ITEM));
    } else {
      append(
          new LogRecord.ItemListed(History.ITEM, "c" + offset, 3 - rulesVersion, terms, nonce()));
    }
  }

  private void end(int ending) {
    if (ending < 20) {
      return;
    }
    append(new LogRecord.AuctionResumed(History.ITEM, "last-resume", "sue"));
    clockMillis = Math.max(clockMillis, model.endMillis() + (ending % 2));
    if (ending >= 95) {
      clockMillis = model.endMillis() + 100_000_000;
    }
    model.hold().ifPresent(hold -> clockMillis = Math.max(clockMillis, hold.untilMillis()));
    append(new LogRecord.CloseDue(History.ITEM));
    append(bid("bob", 1_000, scale(), "late"));
    if (ending < 60) {
      return;
    }
    clockMillis = Math.max(clockMillis, model.closedAtMillis().orElseThrow() + 86_400_000 - 1);
    append(new LogRecord.CloseDue(History.ITEM));
    append(bid("bob", 1_000, scale(), "late"));
    clockMillis += 1;
    append(new LogRecord.CloseDue(History.ITEM));
    append(new LogRecord.CloseDue(History.ITEM));
    append(bid("bob", 1_000, scale(), "late"));
    append(bid("bob", 1_000, scale(), "late"));
    // As ingest sends it again that pins other rules by now.
    append(new LogRecord.ItemListed(History.ITEM, "listing", 3 - rulesVersion, terms, nonce()));
    append(new LogRecord.LockRequested(History.ITEM, "late-lock", "till", 1_000));
    append(new LogRecord.LockCommitted(History.ITEM, "late-commit", 1));
    append(new LogRecord.ItemWithdrawn(History.ITEM, "late-withdrawal", "sue", "why"));
  }

  private void append(LogRecord record) {
    LogEntry entry = new LogEntry(new Position(0, 3, offset), clockMillis, record);
    offset += 1 + offset % 3;
    entries.add(entry);
    model.next(entry);
  }

  private void pass(Move move) {
    long now = model.timeMillis();
    long end = model.endMillis();
    long until = model.hold().map(hold -> hold.untilMillis()).orElse(end);
    long window = model.terms().softClose().windowMillis();
    long opens = model.terms().opensAtMillis();
    long interval = Math.max(1, model.terms().dutch().intervalMillis());
    long nextFall = opens + ((now - opens) / interval + 1) * interval;
    long closed = model.closedAtMillis().orElse(now);
    int edge = move.detail() % 3 - 1;
    int pace = move.pace();
    if (pace < 45) {
      clockMillis = now;
    } else if (pace < 72) {
      clockMillis = now + new long[] {1, 1_000, 5_000, 20_000}[pace % 4];
    } else if (pace < 75) {
      clockMillis = Math.max(now, end - window + edge);
    } else if (pace < 77) {
      clockMillis = Math.max(now, end + edge);
    } else if (pace < 82) {
      clockMillis = model.hold().isPresent() ? Math.max(now, until + edge) : now;
    } else if (pace < 85) {
      clockMillis = Math.max(now, opens + edge);
    } else if (pace < 92) {
      clockMillis = nextFall + edge;
    } else if (pace < 97) {
      clockMillis = now - 5_000;
    } else if (model.hasEnded() || move.who() < 10) {
      long forgotten = Math.max(closed, model.hasEnded() ? 0 : Math.max(end, until));
      clockMillis = Math.max(now, forgotten + 86_400_000 + edge);
    }
  }

  private int scale() {
    return model.isListed() ? model.terms().currencyScale() : 2;
  }

  private BidPlaced nextBid(Move move) {
    int who = move.who();
    String bidder = who < 95 ? BIDDERS.get(who % BIDDERS.size()) : AuctionPlan.SELLER;
    BidPlaced bid = bid(bidder, amountMinor(move, bidder), scale(), "b" + offset);
    int oddity = move.choice();
    if (oddity < 90) {
      return bid;
    }
    DecimalAmount amount = bid.amount();
    DecimalAmount overPrecise = new DecimalAmount(15, scale() + 1);
    return switch (oddity) {
      case 90 -> with(bid, overPrecise, Optional.empty(), BidderStanding.OPEN);
      case 91 -> with(bid, DecimalAmount.ofMinor(0, 0), Optional.empty(), BidderStanding.OPEN);
      case 92 -> with(bid, DecimalAmount.ofMinor(-100, 0), Optional.empty(), BidderStanding.OPEN);
      case 93 -> with(bid, new DecimalAmount(10_000_000_000_000_01L, 0), bid.currency(), OPEN_NOW);
      case 94 -> with(bid, amount, Optional.of("EUR"), BidderStanding.OPEN);
      case 95 -> with(bid, amount, Optional.of(model.terms().currency()), BidderStanding.OPEN);
      case 96 -> with(bid, amount, Optional.empty(), limited(amount));
      case 97 -> with(bid, amount, Optional.empty(), limited(new DecimalAmount(99, 2)));
      case 98 -> with(bid, overPrecise, Optional.of("EUR"), limited(new DecimalAmount(1, 5)));
      default -> with(bid, amount, Optional.empty(), REFUSED);
    };
  }

  private static final BidderStanding OPEN_NOW = BidderStanding.OPEN;
  private static final BidderStanding REFUSED =
      new BidderStanding(false, Optional.empty(), Optional.empty());

  private static BidderStanding limited(DecimalAmount limit) {
    return new BidderStanding(true, Optional.of(limit), Optional.of(limit));
  }

  private static BidPlaced with(
      BidPlaced bid, DecimalAmount amount, Optional<String> currency, BidderStanding standing) {
    return new BidPlaced(
        bid.itemId(),
        bid.bidId(),
        bid.bidderId(),
        amount,
        currency,
        standing,
        bid.channel(),
        bid.nonce());
  }

  private long amountMinor(Move move, String bidder) {
    Listing listing = model.terms();
    long minimum = model.minimumMinor(Math.max(clockMillis, model.timeMillis()));
    if (distinctiveAmounts) {
      long step = listing.format() == Format.REVERSE ? -7_919L : 123_456_789L;
      long amount = minimum + step * (1 + move.detail()) + 7_919L * offset;
      return amount - amount % 100 + 37;
    }
    boolean falling = listing.format() == Format.DUTCH;
    long step = model.stepMinor();
    long[] bases = {
      minimum,
      minimum,
      model.bestMinor().orElse(minimum),
      model.bestMinor().orElse(minimum),
      listing.reserveMinor().orElse(minimum),
      listing.buyNowMinor().orElse(minimum),
      listing.startMinor(),
      BAND_EDGES[move.who() % BAND_EDGES.length],
      own(bidder).orElse(minimum),
      minimum + 10 * step
    };
    long[] offsets = {0, 0, step, 1, -1, -step, 3 * step, step - 1, 0, 2 * step + 1};
    if (falling && move.choice() < 75) {
      return minimum - 1 - move.detail() % 7;
    }
    return bases[move.choice() % bases.length]
        + offsets[move.detail() % offsets.length] * (listing.format() == Format.REVERSE ? -1 : 1);
  }

  private Optional<Long> own(String bidder) {
    return model.standing().stream()
        .filter(bid -> bid.bidderId().equals(bidder))
        .map(bid -> bid.amount().movePointRight(scale()).longValueExact())
        .findAny();
  }

  private BidPlaced bid(String bidder, long minor, int scale, String bidId) {
    return new BidPlaced(
        History.ITEM,
        bidId,
        bidder,
        DecimalAmount.ofMinor(minor, scale),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        nonce());
  }

  private Nonce nonce() {
    return new Nonce(0x9E3779B97F4A7C15L * (offset + 1), offset);
  }

  /** Some earlier command: the later the likelier. */
  private Optional<LogRecord> earlier(int choice) {
    List<LogRecord> commands =
        entries.stream()
            .map(LogEntry::record)
            .filter(record -> !(record instanceof LogRecord.CloseDue))
            .toList();
    int back = choice % 10 < 5 ? 1 + choice % 3 : 1 + choice % commands.size();
    return commands.isEmpty()
        ? Optional.empty()
        : Optional.of(commands.get(Math.max(0, commands.size() - back)));
  }

  /** The same request again, through another ingest instance that knows other things. */
  private void repeat(Move move) {
    LogRecord record = earlier(move.choice()).orElseThrow();
    if (record instanceof BidPlaced bid) {
      record =
          new BidPlaced(
              bid.itemId(),
              bid.bidId(),
              bid.bidderId(),
              bid.amount(),
              bid.currency(),
              move.detail() % 2 == 0 ? bid.standing() : REFUSED,
              move.detail() % 3 == 0 ? bid.channel() : Channel.PHONE,
              nonce());
    } else if (record instanceof LogRecord.ItemListed offer) {
      record =
          new LogRecord.ItemListed(
              offer.itemId(), offer.commandId(), offer.rulesVersion(), offer.terms(), nonce());
    }
    append(record);
  }

  private void conflict(Move move) {
    LogRecord record = earlier(move.choice()).orElseThrow();
    if (record instanceof BidPlaced bid && move.detail() % 3 != 0) {
      BidPlaced other =
          move.detail() % 3 == 1
              ? with(
                  bid,
                  DecimalAmount.ofMinor(model.minimumMinor(model.timeMillis()), scale()),
                  bid.currency(),
                  bid.standing())
              : with(bid, bid.amount(), Optional.of("CHF"), bid.standing());
      append(other);
    } else {
      append(
          new LogRecord.AuctionPaused(
              History.ITEM, record.commandId(), "sue", "another " + move.detail() % 2));
    }
  }

  private void retract(Move move) {
    List<Bid> standing = model.standing();
    if (standing.isEmpty() || move.choice() >= 85) {
      append(
          new LogRecord.BidRetracted(
              History.ITEM,
              "c" + offset,
              "b" + move.detail() % 9,
              BIDDERS.get(move.who() % BIDDERS.size()),
              "why"));
      return;
    }
    List<Bid> bestLast =
        standing.stream().sorted(java.util.Comparator.comparing(Bid::amount)).toList();
    Bid bid =
        move.choice() < 50
            ? bestLast.get(bestLast.size() - 1)
            : bestLast.get(move.detail() % bestLast.size());
    String actor = move.who() < 90 ? bid.bidderId() : "eve";
    append(new LogRecord.BidRetracted(History.ITEM, "c" + offset, bid.bidId(), actor, "typing"));
  }

  private long token(Move move) {
    return model.hold().map(hold -> hold.token()).orElse(1L) - (move.who() >= 85 ? 1 : 0);
  }

  private Terms amendment(Move move) {
    Listing listing = model.terms();
    int scale = listing.currencyScale();
    long reserve = listing.reserveMinor().orElse(listing.startMinor());
    long best = model.bestMinor().orElse(reserve);
    Instant end = Instant.ofEpochMilli(model.endMillis());
    return Terms.of(
        switch (move.choice() % 16) {
          case 0 -> Map.of(Term.TITLE, "Lamp " + move.detail());
          case 1 -> Map.of(Term.CLOSES_AT, end.plusSeconds(60).toString());
          case 2 -> Map.of(Term.CLOSES_AT, end.minusSeconds(60).toString());
          case 3 -> Map.of(Term.CLOSES_AT, end.plusMillis(move.detail() % 3 - 1).toString());
          case 4 -> Map.of(Term.RESERVE_PRICE, "");
          case 5 -> Map.of(Term.RESERVE_PRICE, AuctionPlan.text(best, scale));
          case 6 -> Map.of(Term.RESERVE_PRICE, AuctionPlan.text(reserve - 1, scale));
          case 7 -> Map.of(Term.RESERVE_PRICE, AuctionPlan.text(reserve + 1, scale));
          case 8 -> Map.of(Term.CATEGORY, "");
          case 9 -> Map.of(Term.START_PRICE, AuctionPlan.text(listing.startMinor() + 5, scale));
          case 10 -> Map.of(Term.RETRACTABLE, listing.retractable() ? "false" : "true");
          case 11 ->
              Map.of(
                  Term.OPENS_AT,
                  AuctionPlan.OPENS.plus(Duration.ofMinutes(move.detail() % 6 - 2)).toString());
          case 12 ->
              Map.of(Term.BUY_NOW_PRICE, AuctionPlan.text(reserve + move.detail() - 40, scale));
          case 13 -> Map.of(Term.SOFT_CLOSE_WINDOW, "PT3M", Term.TITLE, "Lamp");
          case 14 -> Map.of(Term.CATEGORY, "lights", Term.CLOSES_AT, end.plusSeconds(7).toString());
          default -> Map.of(Term.RESERVE_PRICE, AuctionPlan.text(Math.max(1, reserve / 2), scale));
        });
  }
}
