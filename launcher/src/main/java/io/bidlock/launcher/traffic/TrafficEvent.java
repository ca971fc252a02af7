package io.bidlock.launcher.traffic;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody does something at a time.
 *
 * @param number from 0
 * @param atMillis milliseconds after the scenario's start; never decreases
 * @param record what it comes to in the log; empty for what could never be written there
 */
public record TrafficEvent(long number, long atMillis, Action action, Optional<LogRecord> record) {

  /**
   * The same, done so much later than at its time. Who lists an item late wants it open no shorter:
   * it opens and closes so much later, or a house that is slow would be sent what is over already.
   */
  public TrafficEvent late(Duration by) {
    if (action instanceof Action.ListItem list) {
      Terms terms = list.terms().amendedBy(timesLater(list.terms(), by));
      return new TrafficEvent(
          number,
          atMillis,
          new Action.ListItem(list.itemId(), list.key(), terms),
          record.map(
              written ->
                  written instanceof LogRecord.ItemListed listed ? with(listed, terms) : written));
    }
    return this;
  }

  private static Terms timesLater(Terms terms, Duration by) {
    Map<Term, String> times = new EnumMap<>(Term.class);
    for (Term time : List.of(Term.OPENS_AT, Term.CLOSES_AT)) {
      terms.get(time).ifPresent(text -> times.put(time, Instant.parse(text).plus(by).toString()));
    }
    return Terms.of(times);
  }

  private static LogRecord with(LogRecord.ItemListed listed, Terms terms) {
    return new LogRecord.ItemListed(
        listed.itemId(), listed.commandId(), listed.rulesVersion(), terms, listed.nonce());
  }
}
