package io.bidlock.pipelines.matrix;

import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Nonce;
import io.bidlock.pipelines.testing.AuctionTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Items that fall due one after the other, and how much later their closes are published. */
final class FallingDue {
  private static final int ITEMS = 60;
  private static final Duration APART = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final AuctionTopics topics;
  private final Duration patience;
  private final Map<String, Instant> due = new HashMap<>();
  private final Map<String, Instant> next = new HashMap<>();
  private final Set<String> closed = new HashSet<>();
  private final List<Long> lateMillis = new ArrayList<>();

  FallingDue(AuctionTopics topics, Duration patience) {
    this.topics = topics;
    this.patience = patience;
  }

  /** Lists them for a job that answers, and closes each when it is due, as ingest does. */
  void run() {
    list("first", Instant.now().plus(Duration.ofDays(1)));
    Awaitility.await().atMost(patience).until(() -> !topics.rulings().isEmpty());
    Instant first = Instant.now().plus(FIRST);
    for (int item = 0; item < ITEMS; item++) {
      String itemId = "due-" + item;
      due.put(itemId, first.plus(APART.multipliedBy(item)));
      next.put(itemId, due.get(itemId));
      list(itemId, due.get(itemId));
    }
    Awaitility.await()
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              appendDue();
              look();
              return closed.size() == ITEMS;
            });
    Collections.sort(lateMillis);
  }

  /** Half of the closes came no later than this after their time. */
  long median() {
    return lateMillis.get(ITEMS / 2);
  }

  /** The latest of the closes came this long after its time. */
  long most() {
    return lateMillis.get(ITEMS - 1);
  }

  /** Until it is seen to be closed, every second. */
  private void appendDue() {
    Instant now = Instant.now();
    next.replaceAll(
        (itemId, time) -> {
          if (closed.contains(itemId) || now.isBefore(time)) {
            return time;
          }
          topics.append(new CloseDue(itemId));
          return now.plus(AGAIN);
        });
    topics.flush();
  }

  private void look() {
    List<Ruling> rulings = topics.rulings();
    Instant now = Instant.now();
    for (Ruling ruling : rulings) {
      if (ruling instanceof ItemClosed close && closed.add(close.itemId())) {
        lateMillis.add(Duration.between(due.get(close.itemId()), now).toMillis());
      }
    }
  }

  private void list(String itemId, Instant closesAt) {
    Terms terms =
        Terms.of(
            Map.of(
                Term.SELLER_ID, "seller",
                Term.TITLE, "Lot",
                Term.CATEGORY, "lots",
                Term.CURRENCY, "EUR",
                Term.FORMAT, "ENGLISH",
                Term.START_PRICE, "10",
                Term.OPENS_AT, Instant.now().minusSeconds(60).toString(),
                Term.CLOSES_AT, closesAt.toString()));
    topics.append(
        new ItemListed(itemId, "list-" + itemId, Rules.CURRENT_VERSION, terms, Nonce.NONE));
    topics.flush();
  }
}
