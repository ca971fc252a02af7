package io.bidlock.launcher.demo;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import io.bidlock.launcher.audit.Told;
import io.bidlock.launcher.sending.Reply;
import io.bidlock.launcher.sending.RestSender;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Writes down what every client was told, and how long it took. */
final class Ledger implements RestSender.Listener {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;

  private final Collection<Told> told = new ConcurrentLinkedQueue<>();
  private final Collection<String> bidsWaiting = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> bidsByItem = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final ConcurrentHistogram warmMicros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
  private final Set<Position> decidedPlaces = ConcurrentHashMap.newKeySet();
  private final LongAdder bidsAccepted = new LongAdder();
  private final LongAdder bidsRejected = new LongAdder();
  private final LongAdder repeats = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private final LongAdder refusedAtTheDoor = new LongAdder();
  private final LongAdder nonsenseTaken = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final long warmUpMillis;
  private volatile Optional<Freshness.Answered> lastDecided = Optional.empty();

  /**
   * @param warmUpMillis latencies of events before this are not counted
   */
  Ledger(long warmUpMillis) {
    this.warmUpMillis = warmUpMillis;
  }

  @Override
  public void answered(TrafficEvent event, Reply reply, long nanos) {
    statuses.computeIfAbsent(reply.status(), status -> new LongAdder()).increment();
    if (reply.acknowledged()) {
      told.add(told(event.action().itemId(), reply, reply.accepted()));
    }
    switch (event.action()) {
      case Action.PlaceBid bid -> bid(event, reply, nanos);
      case Action.SendNonsense nonsense -> {
        if (reply.status() / 100 == 2) {
          nonsenseTaken.increment();
        }
      }
      default -> {
        // Counted by its status, and in what was told.
      }
    }
  }

  @Override
  public void unanswered(TrafficEvent event, String why) {
    unanswered.increment();
  }

  private void bid(TrafficEvent event, Reply reply, long nanos) {
    bidsByItem.computeIfAbsent(event.action().itemId(), item -> new LongAdder()).increment();
    if (!reply.acknowledged()) {
      refusedAtTheDoor.increment();
      return;
    }
    boolean warm = event.atMillis() >= warmUpMillis;
    if (reply.status() == 202) {
      waiting.increment();
      reply.text("bid_id").ifPresent(bidsWaiting::add);
    } else {
      decided(reply, reply.accepted());
      reply
          .position()
          .ifPresent(
              position ->
                  lastDecided =
                      Optional.of(new Freshness.Answered(position, warm, System.nanoTime())));
    }
    if (warm) {
      warmMicros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }
  }

  /** A repeat is answered with the place that the first one has in the log. */
  private void decided(Reply reply, boolean accepted) {
    boolean isNew = reply.position().map(decidedPlaces::add).orElse(true);
    LongAdder count = accepted ? bidsAccepted : bidsRejected;
    (isNew ? count : repeats).increment();
  }

  /** Notes the decision of a bid that was only acknowledged at first and was looked up since. */
  void decidedLater(Reply reply) {
    boolean accepted = reply.text("status").filter("accepted"::equals).isPresent();
    waiting.decrement();
    decided(reply, accepted);
    told.add(told(reply.text("item_id").orElse(""), reply, accepted));
  }

  private static Told told(String itemId, Reply reply, boolean accepted) {
    boolean decided = reply.status() != 202 && reply.position().isPresent();
    Optional<Told.Answer> answer =
        decided
            ? Optional.of(
                new Told.Answer(
                    reply.number("item_seq").orElse(0),
                    reply.text("hash").orElse(Hash.ZERO.toString()),
                    accepted,
                    reply.text("reason")))
            : Optional.empty();
    return new Told(
        itemId, reply.text("command_id").or(() -> reply.text("bid_id")), reply.position(), answer);
  }

  List<Told> told() {
    return new ArrayList<>(told);
  }

  List<String> bidsWaiting() {
    return new ArrayList<>(bidsWaiting);
  }

  long bidsOn(String itemId) {
    LongAdder bids = bidsByItem.get(itemId);
    return bids == null ? 0 : bids.sum();
  }

  Histogram warmMicros() {
    return warmMicros.copy();
  }

  /** The bid that was decided and answered last; a repeat is at the place of the first one. */
  Optional<Freshness.Answered> lastDecided() {
    return lastDecided;
  }

  BidCounts bids() {
    return new BidCounts(
        bidsAccepted.sum(),
        bidsRejected.sum(),
        repeats.sum(),
        waiting.sum(),
        refusedAtTheDoor.sum(),
        unanswered.sum());
  }

  long nonsenseTaken() {
    return nonsenseTaken.sum();
  }

  /** How often each HTTP status was answered. */
  Map<Integer, Long> statuses() {
    Map<Integer, Long> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }
}
