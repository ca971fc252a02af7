package io.bidlock.ingest.board;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One item's sale as the arbiter decides it, and what is published of it after each step. */
final class Sale {
  static final long OPENS = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();
  static final long CLOSES = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
  static final long NOW = OPENS + 60_000;

  private static final String ITEM = "item";

  private final Arbiter arbiter = new Arbiter();
  private ItemState state = ItemState.Unknown.INSTANCE;
  private long offset;

  private Sale() {}

  /** Of a plain English listing from 10, with other terms in their place. */
  static Sale of(Map<Term, String> more) {
    Map<Term, String> terms = new EnumMap<>(Term.class);
    terms.putAll(
        Map.of(
            Term.SELLER_ID, "sue",
            Term.TITLE, "A watch",
            Term.CATEGORY, "watches",
            Term.CURRENCY, "USD",
            Term.FORMAT, "ENGLISH",
            Term.START_PRICE, "10",
            Term.OPENS_AT, Instant.ofEpochMilli(OPENS).toString(),
            Term.CLOSES_AT, Instant.ofEpochMilli(CLOSES).toString()));
    terms.putAll(more);
    Sale sale = new Sale();
    sale.verdict(new ItemListed(ITEM, "list", 1, Terms.of(terms), Nonce.NONE), OPENS);
    return sale;
  }

  static BidPlaced bid(String bidder, String amount) {
    return new BidPlaced(
        ITEM,
        "bid of " + bidder + " " + amount,
        bidder,
        DecimalAmount.parse(amount),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        Nonce.NONE);
  }

  static ListingAmended amendment(Map<Term, String> terms) {
    return new ListingAmended(ITEM, "amend", "house", Terms.of(terms), Nonce.NONE);
  }

  /** What is published of it now. */
  PublicItem shown() {
    return PublicItems.of(ITEM, (ItemState.Auction) state, false);
  }

  /** What is published after one more record of the log. */
  PublicItem after(LogRecord record) {
    return after(record, NOW);
  }

  PublicItem after(LogRecord record, long timeMillis) {
    verdict(record, timeMillis);
    return shown();
  }

  /** Whether the log takes it. */
  boolean accepts(LogRecord record) {
    Ruling ruling = verdict(record, NOW).rulings().get(0);
    return ruling instanceof Decision decision && decision.accepted();
  }

  /** Whether the log would take it, which changes nothing. */
  boolean wouldAccept(LogRecord record) {
    ItemState before = state;
    try {
      return accepts(record);
    } finally {
      state = before;
    }
  }

  private Verdict verdict(LogRecord record, long timeMillis) {
    Verdict verdict =
        arbiter.decide(
            state,
            Optional.empty(),
            new LogEntry(new Position(0, 0, offset++), timeMillis, record));
    state = verdict.state();
    return verdict;
  }
}
