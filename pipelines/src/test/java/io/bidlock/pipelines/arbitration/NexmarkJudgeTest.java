package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.Runners;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.nexmark.NexmarkConfiguration;
import org.apache.beam.sdk.nexmark.model.Auction;
import org.apache.beam.sdk.nexmark.model.AuctionBid;
import org.apache.beam.sdk.nexmark.model.Bid;
import org.apache.beam.sdk.nexmark.model.Event;
import org.apache.beam.sdk.nexmark.queries.WinningBids;
import org.apache.beam.sdk.nexmark.sources.generator.Generator;
import org.apache.beam.sdk.nexmark.sources.generator.GeneratorConfig;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.Test;

/**
 * A stranger's judge: Nexmark's own auctions and bids, and its own {@code WinningBids}.
 *
 * <p>Its rule: of all bids before the auction expires, even those from before it was announced, the
 * highest at or over the reserve wins, the earlier of equals. As ours: ENGLISH, from one cent up by
 * one cent, with that reserve. Where event time differs: we decide what the log says, so an auction
 * is listed and open from its first bid on, and its records are in the order of their times.
 */
class NexmarkJudgeTest {
  private static final int EVENTS = 20_000;
  private static final long BASE_TIME_MILLIS = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();

  private record Win(String bidder, long priceMinor) {}

  @Test
  void ourWinnersAreThoseOfNexmark() {
    NexmarkConfiguration configuration = new NexmarkConfiguration();
    List<TimestampedValue<Event>> events = events(configuration);

    Map<String, Win> judged = judge(configuration, events);

    assertThat(judged).hasSizeGreaterThan(300);
    assertThat(ours(events)).isEqualTo(judged);
  }

  private static List<TimestampedValue<Event>> events(NexmarkConfiguration configuration) {
    Generator generator =
        new Generator(new GeneratorConfig(configuration, BASE_TIME_MILLIS, 1, EVENTS, 1));
    List<TimestampedValue<Event>> events = new ArrayList<>();
    while (generator.hasNext()) {
      events.add(generator.next());
    }
    return events;
  }

  private static Map<String, Win> judge(
      NexmarkConfiguration configuration, List<TimestampedValue<Event>> events) {
    Pipeline pipeline = Pipeline.create(Runners.direct());
    Collected<AuctionBid> winners = new Collected<>();
    pipeline
        .apply(Create.timestamped(events).withCoder(Event.CODER))
        .apply(Filter.by(event -> event.newPerson == null))
        .apply(new WinningBids("WinningBids", configuration))
        .apply(winners);
    pipeline.run().waitUntilFinish();
    Map<String, Win> wins = new TreeMap<>();
    winners
        .values()
        .forEach(
            win ->
                wins.put(
                    Long.toString(win.auction.id),
                    new Win(Long.toString(win.bid.bidder), win.bid.price)));
    return wins;
  }

  private static Map<String, Win> ours(List<TimestampedValue<Event>> events) {
    Pipeline pipeline = Pipeline.create(Runners.direct());
    Collected<Ruling> rulings = new Collected<>();
    pipeline
        .apply(
            Create.of(log(events)).withCoder(KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of())))
        .apply(ArbitrateBids.inOrder(RecordOrder.OFFSET))
        .get(ArbitrateBids.RULINGS)
        .apply(rulings);
    pipeline.run().waitUntilFinish();
    Map<String, Win> wins = new TreeMap<>();
    for (Ruling ruling : rulings.values()) {
      if (ruling instanceof ItemClosed closed && closed.outcome() == Outcome.SOLD) {
        wins.put(
            closed.itemId(),
            new Win(closed.winner().orElseThrow(), closed.priceMinor().orElseThrow()));
      }
    }
    return wins;
  }

  private static List<KV<String, LogEntry>> log(List<TimestampedValue<Event>> events) {
    Map<Long, Long> firstBid = new TreeMap<>();
    for (TimestampedValue<Event> event : events) {
      Bid bid = event.getValue().bid;
      if (bid != null) {
        firstBid.merge(bid.auction, bid.dateTime.getMillis(), Math::min);
      }
    }
    List<TimestampedValue<LogRecord>> records = new ArrayList<>();
    for (TimestampedValue<Event> event : events) {
      Auction auction = event.getValue().newAuction;
      if (auction != null) {
        long opens =
            Math.min(
                auction.dateTime.getMillis(), firstBid.getOrDefault(auction.id, Long.MAX_VALUE));
        records.add(TimestampedValue.of(listed(auction, opens), new org.joda.time.Instant(opens)));
      }
    }
    int listings = records.size();
    for (TimestampedValue<Event> event : events) {
      Bid bid = event.getValue().bid;
      if (bid != null) {
        records.add(TimestampedValue.of(placed(bid, records.size()), bid.dateTime));
      }
    }
    for (int listing = 0; listing < listings; listing++) {
      records.add(
          TimestampedValue.of(
              new CloseDue(records.get(listing).getValue().itemId()),
              new org.joda.time.Instant(BASE_TIME_MILLIS + 365L * 86_400_000)));
    }
    records.sort(Comparator.comparing(TimestampedValue::getTimestamp));
    List<KV<String, LogEntry>> log = new ArrayList<>();
    for (TimestampedValue<LogRecord> record : records) {
      log.add(
          KV.of(
              record.getValue().itemId(),
              new LogEntry(
                  new Position(0, 0, log.size()),
                  record.getTimestamp().getMillis(),
                  record.getValue())));
    }
    return log;
  }

  private static ItemListed listed(Auction auction, long opensMillis) {
    return new ItemListed(
        Long.toString(auction.id),
        "list",
        Rules.CURRENT_VERSION,
        Terms.of(
            Map.of(
                Term.SELLER_ID,
                "seller-" + auction.seller,
                Term.TITLE,
                "Lot " + auction.id,
                Term.CATEGORY,
                Long.toString(auction.category),
                Term.CURRENCY,
                "USD",
                Term.FORMAT,
                "ENGLISH",
                Term.START_PRICE,
                "0.01",
                Term.INCREMENT,
                "0.01",
                Term.RESERVE_PRICE,
                DecimalAmount.ofMinor(auction.reserve, 2).toString(),
                Term.OPENS_AT,
                Instant.ofEpochMilli(opensMillis).toString(),
                Term.CLOSES_AT,
                Instant.ofEpochMilli(auction.expires.getMillis()).toString())),
        Nonce.NONE);
  }

  private static BidPlaced placed(Bid bid, int number) {
    return new BidPlaced(
        Long.toString(bid.auction),
        "bid-" + number,
        Long.toString(bid.bidder),
        DecimalAmount.ofMinor(bid.price, 2),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        Nonce.NONE);
  }
}
