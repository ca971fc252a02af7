package io.bidlock.launcher.demo;

import io.bidlock.launcher.audit.AuditReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a demo comes to, in lines for people. */
final class ClosingSummary {
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
    lines.add(number("bids acknowledged", ledger.bidsAcknowledged()));
    lines.add(
        "  besides: %,d refused at the door, %,d requests without an answer"
            .formatted(ledger.refusedAtTheDoor(), ledger.unanswered()));
    lines.add("  answers by HTTP status: " + ledger.statuses());
    long rejected = audit.bidsRejected().values().stream().mapToLong(Long::longValue).sum();
    lines.add(
        number("decided", audit.bidsAccepted() + rejected)
            + "   (commands of every kind: %,d)".formatted(audit.decided()));
    lines.add(number("accepted", audit.bidsAccepted()));
    lines.add(number("rejected", rejected));
    audit.bidsRejected().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(reason -> lines.add(number("  " + reason.getKey(), reason.getValue())));
    long ended = audit.outcomes().values().stream().mapToLong(Long::longValue).sum();
    lines.add(
        number("items sold", audit.outcomes().getOrDefault("SOLD", 0L))
            + "   (of %,d that ended; %,d still open)".formatted(ended, audit.itemsOpen()));
    audit
        .outcomes()
        .forEach(
            (outcome, count) -> {
              if (!outcome.equals("SOLD")) {
                lines.add(number("  " + outcome, count));
              }
            });
    lines.add(latency(plan, ledger.warmMicros()));
    lines.add(
        "lost %d   duplicated %d   diverging %d"
            .formatted(audit.lost(), audit.duplicated(), audit.diverging()));
    audit.evidence().forEach(evidence -> lines.add("  ! " + evidence));
    return lines;
  }

  private static String latency(DemoPlan plan, Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return "POST to answer: nothing was measured after the warm-up";
    }
    return "POST to answer   p50 %s   p99 %s   max %s   (%,d bids after %s of warm-up)"
        .formatted(
            Scoreboard.millis(micros.getValueAtPercentile(50)),
            Scoreboard.millis(micros.getValueAtPercentile(99)),
            Scoreboard.millis(micros.getMaxValue()),
            micros.getTotalCount(),
            seconds(plan.warmUp()));
  }

  private static String number(String what, long value) {
    return "%-26s %,10d".formatted(what, value);
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
