package io.bidlock.launcher.traffic;

import java.time.Instant;

/**
 * What traffic to make. Equal scenarios make equal traffic, to the last digit.
 *
 * @param seed chooses the auctions
 * @param start when the first event happens; the listings' times are counted from it
 * @param events how many things happen in all, listings among them
 * @param eventsPerSecond how close together
 * @param items how many items are listed
 * @param live whether it is for a running house. Then more happens than listing and bidding: locks,
 *     pauses, retractions, amendments, withdrawals; and every auction lives long enough to be
 *     listed
 */
public record Scenario(
    long seed, Instant start, long events, int eventsPerSecond, int items, boolean live) {
  /** Most events of one scenario. */
  public static final long MAX_EVENTS = 100_000_000L;

  /** Highest rate, events per second. */
  public static final int MAX_EVENTS_PER_SECOND = 1_000_000;

  /** Most items of one scenario. */
  public static final int MAX_ITEMS = 1_000_000;

  public Scenario {
    check("the number of events", events, MAX_EVENTS);
    check("the rate", eventsPerSecond, MAX_EVENTS_PER_SECOND);
    check("the number of items", items, MAX_ITEMS);
    if (items > events) {
      throw new IllegalArgumentException(
          items + " items cannot be listed in " + events + " events; ask for more events");
    }
  }

  private static void check(String what, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(what + " must be from 1 to " + most + ", not " + value);
    }
  }

  /** How long it lasts, in milliseconds, at least 1. */
  public long spanMillis() {
    return Math.max(1, millisOf(events));
  }

  /** When the event of that number happens, in milliseconds after the start. */
  long millisOf(long event) {
    return event * 1_000 / eventsPerSecond;
  }

  /** A number of items that gives each some 240 events. */
  public static int itemsFor(long events) {
    return (int) Math.clamp(events / 240, 1, MAX_ITEMS);
  }
}
