package io.bidlock.launcher.sending;

import io.bidlock.launcher.traffic.TrafficEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Lets events happen at their time. */
public final class Pacer {
  private Pacer() {}

  /**
   * Sends each event when it is due, or at once, as a late one, when it is overdue.
   *
   * @param start when the scenario starts
   * @param sent is told the number of events sent so far
   */
  public static void run(
      Iterator<TrafficEvent> traffic, Instant start, Sender sender, LongConsumer sent) {
    long startNanos = System.nanoTime() + Duration.between(Instant.now(), start).toNanos();
    while (traffic.hasNext() && !Thread.currentThread().isInterrupted()) {
      TrafficEvent event = traffic.next();
      long dueNanos = startNanos + event.atMillis() * 1_000_000;
      for (long early = dueNanos - System.nanoTime();
          early > 0 && !Thread.currentThread().isInterrupted();
          early = dueNanos - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      long lateMillis = (System.nanoTime() - dueNanos) / 1_000_000;
      sender.send(lateMillis > 0 ? event.late(Duration.ofMillis(lateMillis)) : event);
      sent.accept(event.number() + 1);
    }
  }
}
