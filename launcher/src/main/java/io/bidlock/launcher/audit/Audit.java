package io.bidlock.launcher.audit;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.launcher.house.House;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the promises of an auction house from outside: from what its clients were told and what
 * stands in its log and its published decisions. It shares the Arbiter and the codecs with the
 * house and nothing else, but for knowing the bids by which a house tries itself: they are checked
 * like all others and counted as nobody's. For one audit.
 */
public final class Audit {
  private record Command(String itemId, String commandId) {}

  private final int era;
  private final Findings findings = new Findings();
  private final Published published = new Published(findings);
  private final Replay replay = new Replay();
  private final Map<Position, List<Told>> toldOfPosition = new HashMap<>();
  private final Map<Command, List<Told>> toldOfCommand = new HashMap<>();
  private final Map<String, Long> bidsRejected = new TreeMap<>();
  private final Map<String, Long> outcomes = new TreeMap<>();
  private long logRecords;
  private long commands;
  private long unreadable;
  private long decided;
  private long bidsInLog;
  private long bidsAccepted;

  private Audit(int era) {
    this.era = era;
  }

  /**
   * Audits a house that has come to rest.
   *
   * @param era of its log
   * @param told everything that was acknowledged to anybody
   */
  public static AuditReport of(TopicReader topics, int era, Collection<Told> told) {
    Audit audit = new Audit(era);
    told.forEach(audit::expect);
    topics.read(Topics.DECISIONS, audit.published::add);
    topics.read(Topics.BIDS, audit::replay);
    audit.published.complainOfTheRest();
    audit.complainOfTheUnmet();
    return audit.report(told.size());
  }

  private void expect(Told told) {
    if (told.position().isPresent()) {
      toldOfPosition
          .computeIfAbsent(told.position().get(), position -> new ArrayList<>(1))
          .add(told);
    } else if (told.commandId().isPresent()) {
      Command command = new Command(told.itemId(), told.commandId().get());
      toldOfCommand.computeIfAbsent(command, key -> new ArrayList<>(1)).add(told);
    } else {
      findings.lost("acknowledged without saying what: " + told);
    }
  }

  private void replay(TopicReader.TopicRecord record) {
    logRecords++;
    LogRecord written;
    try {
      written = LogRecordJson.read(record.value());
    } catch (UnreadableRecord e) {
      unreadable++;
      return;
    }
    Position position = new Position(era, record.partition(), record.offset());
    LogEntry entry = new LogEntry(position, record.timeMillis(), written);
    for (Ruling ruling : replay.decide(entry).rulings()) {
      boolean wasPublished = published.compare(ruling);
      switch (ruling) {
        case Decision decision -> decision(decision, wasPublished);
        case ItemClosed closed -> closed(closed, wasPublished);
      }
    }
  }

  private void decision(Decision decision, boolean wasPublished) {
    commands++;
    if (wasPublished) {
      decided++;
    } else {
      findings.lost("in the log, without a decision: " + Published.describe(decision));
    }
    if (decision.command() == LogRecord.Kind.BID_PLACED) {
      bidsInLog++;
      if (!House.isTrial(decision.itemId())) {
        count(decision);
      }
    }
    List<Told> answers = toldOfPosition.remove(decision.position());
    if (answers != null) {
      answers.forEach(told -> compare(told, decision));
    }
    Command command = new Command(decision.itemId(), decision.commandId());
    List<Told> more = toldOfCommand.remove(command);
    if (more != null) {
      more.forEach(told -> compare(told, decision));
    }
  }

  private void count(Decision decision) {
    if (decision.accepted()) {
      bidsAccepted++;
    } else {
      bidsRejected.merge(decision.reason().map(Enum::name).orElse("?"), 1L, Long::sum);
    }
  }

  private void closed(ItemClosed closed, boolean wasPublished) {
    outcomes.merge(closed.outcome().name(), 1L, Long::sum);
    if (!wasPublished) {
      findings.diverging("a close was never published: " + Published.describe(closed));
    }
  }

  private void compare(Told told, Decision decision) {
    if (!told.itemId().equals(decision.itemId())
        || told.commandId().filter(id -> !id.equals(decision.commandId())).isPresent()) {
      findings.lost(
          "%s was acknowledged, but its position holds another: %s"
              .formatted(told, Published.describe(decision)));
      return;
    }
    told.answer()
        .filter(answer -> !matches(answer, decision) && !matches(answer, decision.answer()))
        .ifPresent(
            answer ->
                findings.diverging(
                    "a client was told %s, and decided was %s"
                        .formatted(answer, Published.describe(decision))));
  }

  private static boolean matches(Told.Answer answer, Decision decision) {
    return answer.itemSeq() == decision.itemSeq()
        && answer.hash().equals(decision.hash().toString())
        && answer.accepted() == decision.accepted()
        && (answer.reason().equals(decision.reason().map(Enum::name)) || grants(answer));
  }

  /** What was asked for is given without a reason. */
  private static boolean grants(Told.Answer answer) {
    return answer.accepted() && answer.reason().isEmpty();
  }

  private void complainOfTheUnmet() {
    toldOfPosition.values().forEach(this::complain);
    toldOfCommand.values().forEach(this::complain);
  }

  private void complain(List<Told> unmet) {
    unmet.forEach(told -> findings.lost("acknowledged, but not in the log: " + told));
  }

  private AuditReport report(long acknowledged) {
    return new AuditReport(
        acknowledged,
        logRecords,
        commands,
        unreadable,
        decided,
        bidsInLog,
        bidsAccepted,
        Collections.unmodifiableMap(bidsRejected),
        Collections.unmodifiableMap(outcomes),
        replay.itemsOpen(),
        findings.lost(),
        findings.duplicated(),
        findings.diverging(),
        findings.evidence());
  }
}
