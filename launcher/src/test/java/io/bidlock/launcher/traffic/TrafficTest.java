package io.bidlock.launcher.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TrafficTest {
  /** A hold over an item's end postpones its close. */
  private static final long LONGEST_HOLD_MILLIS = 2_000;

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aSeedGivesTheSameAuctionsEveryTime() {
    assertThat(events(scenario(7))).isEqualTo(events(scenario(7)));
    assertThat(events(scenario(7))).isNotEqualTo(events(scenario(8)));
  }

  @Test
  void nothingDependsOnWhenItIsGenerated() {
    Scenario later = new Scenario(7, START.plusSeconds(86_400), 12_000, 200, 50, true);
    List<TrafficEvent> now = events(scenario(7));
    List<TrafficEvent> then = events(later);

    assertThat(then.stream().map(TrafficEvent::atMillis))
        .containsExactlyElementsOf(now.stream().map(TrafficEvent::atMillis).toList());
    assertThat(bids(then)).isEqualTo(bids(now));
  }

  @Test
  void theFirstDigitsOfASeedAreKnown() {
    // Whoever changes the generator changes everybody's auctions; this is where it is noticed.
    List<TrafficEvent> events = events(new Scenario(1, START, 12_000, 200, 50, true));

    assertThat(events.getFirst().action()).isInstanceOf(Action.ListItem.class);
    assertThat(bids(events).size()).isBetween(10_000, 12_000);
    assertThat(Traffic.itemIds(scenario(35)).getFirst()).isEqualTo("lot-35-00001");
  }

  @Test
  void everyFormatAndEveryKindOfActionOccurs() {
    List<TrafficEvent> events = events(scenario(3));
    Set<Class<?>> kinds = new HashSet<>();
    Set<String> formats = new HashSet<>();
    for (TrafficEvent event : events) {
      kinds.add(event.action().getClass());
      if (event.action() instanceof Action.ListItem list) {
        formats.add(list.terms().get(Term.FORMAT).orElseThrow());
      }
    }

    assertThat(kinds).containsExactlyInAnyOrder(Action.class.getPermittedSubclasses());
    assertThat(formats).hasSize(Format.values().length);
  }

  @Test
  void biddersAreRealistic() {
    List<Action.PlaceBid> bids = bids(events(scenario(3)));

    assertThat(bids).anyMatch(bid -> bid.bidderId().startsWith("sniper-"));
    assertThat(bids).anyMatch(bid -> bid.bidderId().startsWith("ring-"));
    assertThat(bids).anyMatch(bid -> bid.bidderId().startsWith("seller-"));
    assertThat(bids).anyMatch(Action.PlaceBid::repeat);
    assertThat(bids).anyMatch(bid -> bid.currency().isPresent());
  }

  @Test
  void aRepeatHasTheKeyOfAnEarlierBidOfTheSameBidder() {
    Map<String, String> bidderOfKey = new HashMap<>();
    for (Action.PlaceBid bid : bids(events(scenario(3)))) {
      String before = bidderOfKey.putIfAbsent(bid.key(), bid.bidderId() + bid.itemId());
      assertThat(before != null).isEqualTo(bid.repeat());
      if (bid.repeat()) {
        assertThat(before).isEqualTo(bid.bidderId() + bid.itemId());
      }
    }
  }

  @Property(tries = 40)
  void timesRiseAndEveryItemIsListedOnceAndClosesWithinTheScenario(
      @ForAll @LongRange(min = 0) long seed,
      @ForAll @IntRange(min = 1, max = 60) int items,
      @ForAll @IntRange(min = 50, max = 400) int rate) {
    Scenario scenario = new Scenario(seed, START, 6_000, rate, items, true);
    List<TrafficEvent> events = events(scenario);

    assertThat(events).hasSize(6_000);
    assertThat(events).isSortedAccordingTo(java.util.Comparator.comparing(TrafficEvent::atMillis));
    assertThat(
            events.stream()
                .filter(event -> event.action() instanceof Action.ListItem)
                .map(event -> event.action().itemId()))
        .containsExactlyElementsOf(Traffic.itemIds(scenario));
    assertThat(closes(scenario, events).keySet())
        .containsExactlyInAnyOrderElementsOf(Traffic.itemIds(scenario));
  }

  @Property(tries = 40)
  void anAuctionForARunningHouseOutlivesItsListing(
      @ForAll @LongRange(min = 1, max = 2_000) long events,
      @ForAll @IntRange(min = 1, max = 1_000_000) int rate,
      @ForAll @LongRange(min = 0, max = 3_600_000) long lateMillis) {
    for (TrafficEvent event : events(new Scenario(1, START, events, rate, 1, true))) {
      TrafficEvent late = event.late(Duration.ofMillis(lateMillis));
      if (late.action() instanceof Action.ListItem list) {
        Instant listed = START.plusMillis(event.atMillis() + lateMillis);
        Instant closes = Instant.parse(list.terms().get(Term.CLOSES_AT).orElseThrow());

        assertThat(closes).isAfterOrEqualTo(listed.plusSeconds(5));
        assertThat(late.record())
            .get()
            .extracting(record -> ((LogRecord.ItemListed) record).terms())
            .isEqualTo(list.terms());
      } else {
        assertThat(late).isEqualTo(event);
      }
    }
  }

  @Property(tries = 40)
  void whatIsPausedIsResumed(@ForAll @LongRange(min = 20, max = 4_000) long events) {
    List<Action> actions =
        events(new Scenario(3, START, events, 200, 20, true)).stream()
            .map(TrafficEvent::action)
            .toList();

    assertThat(actions.stream().filter(Action.Resume.class::isInstance))
        .hasSameSizeAs(actions.stream().filter(Action.Pause.class::isInstance).toList());
  }

  @Test
  void mostItemsAreSold() {
    Scenario scenario = scenario(11);
    Map<String, Outcome> outcomes = closes(scenario, events(scenario));

    assertThat(outcomes.values().stream().filter(outcome -> outcome == Outcome.SOLD).count())
        .isGreaterThan(scenario.items() / 2);
  }

  @Test
  void filesGetNothingButListingsAndBids() {
    Scenario scenario = new Scenario(5, START, 12_000, 200, 50, false);

    assertThat(events(scenario))
        .allMatch(
            event ->
                event.action() instanceof Action.ListItem
                    || event.action() instanceof Action.PlaceBid
                    || event.action() instanceof Action.SendNonsense);
  }

  private static Scenario scenario(long seed) {
    return new Scenario(seed, START, 12_000, 200, 50, true);
  }

  private static List<TrafficEvent> events(Scenario scenario) {
    List<TrafficEvent> events = new ArrayList<>();
    new Traffic(scenario).forEachRemaining(events::add);
    return events;
  }

  private static List<Action.PlaceBid> bids(List<TrafficEvent> events) {
    return events.stream()
        .map(TrafficEvent::action)
        .filter(Action.PlaceBid.class::isInstance)
        .map(Action.PlaceBid.class::cast)
        .toList();
  }

  /** Decides the events and then, at the scenario's end, closes what is due. */
  private static Map<String, Outcome> closes(Scenario scenario, List<TrafficEvent> events) {
    Arbiter arbiter = new Arbiter();
    Map<String, ItemState> states = new HashMap<>();
    Map<String, Outcome> outcomes = new HashMap<>();
    List<LogEntry> entries = new ArrayList<>();
    long start = scenario.start().toEpochMilli();
    for (TrafficEvent event : events) {
      event
          .record()
          .ifPresent(
              record ->
                  entries.add(
                      new LogEntry(
                          new Position(0, 0, event.number()), start + event.atMillis(), record)));
    }
    for (String item : Traffic.itemIds(scenario)) {
      entries.add(
          new LogEntry(
              new Position(0, 0, scenario.events()),
              start + scenario.spanMillis() + LONGEST_HOLD_MILLIS,
              new LogRecord.CloseDue(item)));
    }
    for (LogEntry entry : entries) {
      String item = entry.record().itemId();
      Verdict verdict =
          arbiter.decide(
              states.getOrDefault(item, ItemState.Unknown.INSTANCE), Optional.empty(), entry);
      states.put(item, verdict.state());
      for (Ruling ruling : verdict.rulings()) {
        switch (ruling) {
          case ItemClosed closed -> outcomes.put(item, closed.outcome());
          case Decision decision -> {
            // Only the ends matter here.
          }
        }
      }
    }
    return outcomes;
  }
}
