package io.bidlock.launcher.traffic;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.view.PublicItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The events of a scenario, in order of time. The generator plays every auction by the rules as it
 * goes, so that its bidders react to prices; a house that decides the same events a little later
 * comes to much the same auctions. Pure: the same scenario gives the same events. For one thread.
 */
public final class Traffic implements Iterator<TrafficEvent> {
  /** Its sequence is laid down by the Java platform's documentation. */
  private static final String RANDOM_ALGORITHM = "L64X128MixRandom";

  private static final int ENDED_LOTS_KEPT = 64;
  private static final double FORGOTTEN_PHASE = 1.02;

  private final Scenario scenario;
  private final RandomGenerator random;
  private final Arbiter arbiter = new Arbiter();
  private final Bidders bidders;
  private final Incidents incidents;
  private final Catalogue catalogue;
  private final Map<String, Lot> lots = new HashMap<>();
  private final List<Lot> running = new ArrayList<>();
  private final List<Lot> ended = new ArrayList<>();
  private int listed;
  private long number;

  public Traffic(Scenario scenario) {
    this.scenario = scenario;
    this.random = RandomGeneratorFactory.of(RANDOM_ALGORITHM).create(scenario.seed());
    this.bidders = new Bidders(random, Bidders.population(scenario.items()));
    this.incidents = new Incidents(random, bidders, scenario.spanMillis());
    this.catalogue = new Catalogue(scenario, random);
  }

  /** The ids of all items that the scenario lists, in order of their listing. */
  public static List<String> itemIds(Scenario scenario) {
    Catalogue catalogue =
        new Catalogue(scenario, RandomGeneratorFactory.of(RANDOM_ALGORITHM).create(0));
    List<String> ids = new ArrayList<>(scenario.items());
    for (int index = 0; index < scenario.items(); index++) {
      ids.add(catalogue.itemId(index));
    }
    return ids;
  }

  @Override
  public boolean hasNext() {
    return number < scenario.events();
  }

  @Override
  public TrafficEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long atMillis = scenario.millisOf(number);
    long nowMillis = scenario.start().toEpochMilli() + atMillis;
    Action action = action(atMillis, nowMillis);
    Optional<LogRecord> record = record(action);
    record.ifPresent(written -> play(action, written, nowMillis));
    return new TrafficEvent(number++, atMillis, action, record);
  }

  private Action action(long atMillis, long nowMillis) {
    if (listed < scenario.items() && mustList(atMillis)) {
      return list(listed++);
    }
    Optional<Action> due = incidents.due(atMillis);
    if (due.isPresent()) {
      return due.get();
    }
    // The end of the events is near: what is not yet listed has to be.
    return chooseLot(nowMillis)
        .map(lot -> actOn(lot, atMillis, nowMillis))
        .orElseGet(bidders::onNothing);
  }

  private boolean mustList(long atMillis) {
    return catalogue.opensAtMillis(listed) <= atMillis
        || scenario.events() - number <= scenario.items() - listed;
  }

  private Action list(int index) {
    Listing listing = catalogue.listing(index);
    Lot lot =
        new Lot(
            catalogue.itemId(index),
            listing,
            catalogue.unwanted(index) ? List.of() : bidders.company(),
            random.nextInt(4) == 0);
    lots.put(lot.itemId(), lot);
    if (scenario.live()) {
      incidents.befall(
          lot,
          index,
          catalogue.opensAtMillis(index),
          listing.closesAtMillis() - listing.opensAtMillis());
    }
    return new Action.ListItem(lot.itemId(), bidders.nextKey(), listing.terms());
  }

  private Action actOn(Lot lot, long atMillis, long nowMillis) {
    PublicItem seen = lot.seen().orElseThrow();
    if (scenario.live() && !lot.ended()) {
      int fate = random.nextInt(200);
      if (fate < 1 && !seen.lockedAt(nowMillis)) {
        return incidents.lock(lot, atMillis);
      }
      Optional<Action.PlaceBid> sent = lot.bidBack(random.nextInt(6));
      if (fate < 12 && lot.listing().retractable() && sent.isPresent()) {
        return new Action.RetractBid(
            lot.itemId(), bidders.nextKey(), sent.get().bidderId(), sent.get().key(), "mistyped");
      }
    }
    return bidders.act(lot, seen, nowMillis);
  }

  /** Of three that are running the hottest; now and then one that has just ended. */
  private Optional<Lot> chooseLot(long nowMillis) {
    boolean late = !ended.isEmpty() && (running.isEmpty() || random.nextInt(100) < 2);
    if (late) {
      return Optional.of(ended.get(random.nextInt(ended.size())));
    }
    Lot hottest = null;
    double most = -1;
    for (int candidate = 0; candidate < 3 && !running.isEmpty(); candidate++) {
      int index = random.nextInt(running.size());
      Lot lot = running.get(index);
      if (lot.ended() || lot.phase(nowMillis) > FORGOTTEN_PHASE) {
        retire(index);
        continue;
      }
      double heat = heat(lot, nowMillis);
      if (heat > most) {
        most = heat;
        hottest = lot;
      }
    }
    return hottest == null && !running.isEmpty()
        ? Optional.of(running.get(random.nextInt(running.size())))
        : Optional.ofNullable(hottest);
  }

  private static double heat(Lot lot, long nowMillis) {
    if (lot.paused()) {
      return 0;
    }
    if (lot.heldAt(nowMillis)) {
      return 0.1;
    }
    double phase = Math.clamp(lot.phase(nowMillis), 0, 1);
    return 1 + 4 * phase * phase * phase * phase;
  }

  private void retire(int index) {
    Lot lot = running.get(index);
    running.set(index, running.getLast());
    running.removeLast();
    if (ended.size() < ENDED_LOTS_KEPT) {
      ended.add(lot);
    } else {
      Lot forgotten = ended.set(random.nextInt(ENDED_LOTS_KEPT), lot);
      lots.remove(forgotten.itemId());
    }
  }

  private Optional<LogRecord> record(Action action) {
    Nonce nonce = new Nonce(random.nextLong(), random.nextLong());
    return ActionRecords.of(action, nonce, holdToken(action.itemId()));
  }

  private long holdToken(String itemId) {
    Lot lot = lots.get(itemId);
    return lot != null && lot.state() instanceof ItemState.Auction auction
        ? auction.hold().map(hold -> hold.token()).orElse(0L)
        : 0L;
  }

  private void play(Action action, LogRecord record, long nowMillis) {
    Lot lot = lots.get(record.itemId());
    if (lot == null) {
      return;
    }
    LogEntry entry = new LogEntry(new Position(0, 0, number), nowMillis, record);
    Optional<Remembered> first =
        action instanceof Action.PlaceBid ? lot.firstOf(action.key()) : Optional.empty();
    Verdict verdict = arbiter.decide(lot.state(), first, entry);
    lot.state(verdict.state());
    switch (action) {
      case Action.ListItem list -> {
        if (!lot.unwanted()) {
          running.add(lot);
        }
      }
      case Action.PlaceBid bid ->
          verdict.remember().ifPresent(remembered -> lot.remember(new Lot.Sent(bid, remembered)));
      default -> {
        // Nobody repeats these.
      }
    }
  }
}
