package io.bidlock.launcher.demo;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.launcher.audit.AuditReport;
import io.bidlock.launcher.audit.TablesReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What a demo comes to, in lines for people. */
final class ClosingSummary {
  private static final String REPEAT = Reason.DUPLICATE_BID.name();

  private ClosingSummary() {}

  static List<String> lines(DemoPlan plan, Ledger ledger, AuditReport audit) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Closing summary: %s of traffic at %d events/s on %d items, seed %d"
            .formatted(
                seconds(plan.whole()),
                plan.scenario().eventsPerSecond(),
                plan.scenario().items(),
                plan.scenario().seed()));
    bids(lines, ledger.bids(), audit);
    items(lines, audit);
    lines.add("answers of every kind by HTTP status: " + ledger.statuses());
    lines.add(
        latency(
            "POST to answer  ",
            ledger.warmMicros(),
            "after %s of warm-up".formatted(seconds(plan.warmUp()))));
    lines.add(
        "lost %d   duplicated %d   diverging %d"
            .formatted(audit.lost(), audit.duplicated(), audit.diverging()));
    audit.evidence().forEach(evidence -> lines.add("  ! " + evidence));
    return lines;
  }

  private static void bids(List<String> lines, BidCounts told, AuditReport audit) {
    lines.add(
        number("bids acknowledged", told.acknowledged())
            + "   (besides: %,d refused at the door, %,d requests without an answer)"
                .formatted(told.refused(), told.unanswered()));
    Map<String, Long> rejections = new TreeMap<>(audit.bidsRejected());
    long repeats = Optional.ofNullable(rejections.remove(REPEAT)).orElse(0L);
    long rejected = sum(rejections);
    long decided = audit.bidsAccepted() + repeats + rejected;
    lines.add(
        number("bids decided", decided)
            + (decided == told.acknowledged()
                ? ""
                : "   (with those that clients sent again since they had no answer)"));
    lines.add(number("  accepted", audit.bidsAccepted()));
    lines.add(number("  repeats", repeats) + "   (answered as the first time)");
    lines.add(number("  rejected", rejected));
    byCount(rejections)
        .forEach(reason -> lines.add(number("    " + words(reason.getKey()), reason.getValue())));
  }

  private static void items(List<String> lines, AuditReport audit) {
    lines.add(
        number("items ended", sum(audit.outcomes()))
            + "   (%,d still open)".formatted(audit.itemsOpen()));
    byCount(audit.outcomes())
        .forEach(
            outcome ->
                lines.add(
                    number("  " + words(outcome.getKey()), outcome.getValue())
                        + (outcome.getKey().equals(Outcome.TAKEN.name())
                            ? "   (bought by somebody who held a lock)"
                            : "")));
  }

  private static List<Map.Entry<String, Long>> byCount(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What became of it in silver and gold. */
  static List<String> tables(Freshness freshness, TablesReport tables) {
    return List.of(
        latency("answer to silver ", freshness.silverMicros(), "were looked for"),
        latency("answer to gold   ", freshness.goldMicros(), "were looked for"),
        "silver has %,d bids, gold counts %,d of them that were on items"
            .formatted(tables.silverBids(), tables.goldBids()),
        "missing %d   diverging %d   rejected rows %d"
            .formatted(tables.missing(), tables.divergences(), tables.rejectedRows()));
  }

  private static String latency(String what, Histogram micros, String ofBids) {
    if (micros.getTotalCount() == 0) {
      return what.strip() + ": nothing was measured after the warm-up";
    }
    return "%s p50 %s   p99 %s   max %s   (%,d bids %s)"
        .formatted(
            what,
            Scoreboard.millis(micros.getValueAtPercentile(50)),
            Scoreboard.millis(micros.getValueAtPercentile(99)),
            Scoreboard.millis(micros.getMaxValue()),
            micros.getTotalCount(),
            ofBids);
  }

  private static String number(String what, long value) {
    return "%-26s %,10d".formatted(what, value);
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
