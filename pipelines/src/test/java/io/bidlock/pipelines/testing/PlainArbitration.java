package io.bidlock.pipelines.testing;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.auction.view.Settlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plain Arbiter over a log, with maps for state: what every runner must agree with. */
public final class PlainArbitration {
  private final Map<String, ItemState> states = new HashMap<>();
  private final Map<String, Map<String, Remembered>> remembered = new HashMap<>();
  private final List<Ruling> rulings = new ArrayList<>();
  private final Map<String, PublicItem> items = new TreeMap<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final Arbiter arbiter = new Arbiter();

  /** Decides entries that are in the order of their offsets. */
  public static PlainArbitration of(List<LogEntry> entries) {
    PlainArbitration arbitration = new PlainArbitration();
    entries.forEach(arbitration::decide);
    return arbitration;
  }

  private void decide(LogEntry entry) {
    String itemId = entry.record().itemId();
    Map<String, Remembered> ids = remembered.computeIfAbsent(itemId, item -> new HashMap<>());
    Verdict verdict =
        arbiter.decide(
            states.getOrDefault(itemId, ItemState.Unknown.INSTANCE),
            Optional.ofNullable(ids.get(entry.record().commandId())),
            entry);
    states.put(itemId, verdict.state());
    verdict.remember().ifPresent(first -> ids.put(entry.record().commandId(), first));
    if (verdict.forgetAll()) {
      ids.clear();
    }
    rulings.addAll(verdict.rulings());
    PublicItems.of(itemId, verdict).ifPresent(item -> items.put(itemId, item));
    for (Ruling ruling : verdict.rulings()) {
      if (ruling instanceof ItemClosed closed) {
        PublicItems.settlement(verdict.publish().orElseThrow(), closed).ifPresent(settlements::add);
      }
    }
  }

  public List<Ruling> rulings() {
    return rulings;
  }

  /** What may be seen of each item at the end. */
  public Map<String, PublicItem> items() {
    return items;
  }

  /** One for each item sold. */
  public List<Settlement> settlements() {
    return settlements;
  }

  /** Each item's state at the end. */
  public Map<String, ItemState> states() {
    return states;
  }

  public Map<String, String> closeHashes() {
    return closeHashes(rulings);
  }

  /** Each closed item's close hash. */
  public static Map<String, String> closeHashes(Collection<Ruling> rulings) {
    Map<String, String> hashes = new TreeMap<>();
    for (Ruling ruling : rulings) {
      if (ruling instanceof ItemClosed closed) {
        String before = hashes.put(closed.itemId(), closed.hash().toString());
        if (before != null && !before.equals(closed.hash().toString())) {
          throw new AssertionError(closed.itemId() + " closed twice, differently");
        }
      }
    }
    return hashes;
  }

  /** Each ruling by its item and place, to compare whole histories. */
  public static Map<String, Ruling> byPlace(Collection<Ruling> rulings) {
    Map<String, Ruling> places = new TreeMap<>();
    for (Ruling ruling : rulings) {
      String place =
          ruling.itemId()
              + "/"
              + (ruling instanceof Decision decision
                  ? decision.position().toString()
                  : "close " + ruling.itemSeq());
      Ruling before = places.put(place, ruling);
      if (before != null && !before.equals(ruling)) {
        throw new AssertionError("two rulings at " + place + ": " + before + " and " + ruling);
      }
    }
    return places;
  }
}
