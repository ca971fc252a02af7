package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.model.Expected;
import io.bidlock.auction.model.Expected.Closed;
import io.bidlock.auction.model.Expected.Decided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares what the Arbiter ruled with what the model says. */
final class ModelComparison {
  /** What both must say of a decision. */
  private record Verdict(
      long itemSeq,
      long timeMillis,
      boolean accepted,
      Optional<Reason> reason,
      Optional<Prices> prices,
      OptionalLong lockToken,
      OptionalLong lockUntilMillis) {}

  private record Prices(
      OptionalLong before,
      OptionalLong after,
      Optional<String> leader,
      OptionalLong minimum,
      long endMillis) {}

  private ModelComparison() {}

  static void assertSame(LogEntry entry, List<Ruling> rulings, List<Expected> expected) {
    assertThat(rulings).as("rulings on %s", entry).hasSameSizeAs(expected);
    for (int index = 0; index < expected.size(); index++) {
      Ruling ruling = rulings.get(index);
      if (expected.get(index) instanceof Decided decided) {
        assertThat(ruling).as("ruling on %s", entry).isInstanceOf(Decision.class);
        assertThat(verdict((Decision) ruling, decided.open()))
            .as("decision on %s", entry)
            .isEqualTo(verdict(decided));
      } else if (expected.get(index) instanceof Closed closed) {
        assertThat(ruling).as("ruling on %s", entry).isInstanceOf(ItemClosed.class);
        assertThat(closed((ItemClosed) ruling)).as("close at %s", entry).isEqualTo(closed);
      }
    }
  }

  /** A repeat carries the first decision, and nothing else does. */
  static void assertFirstAnswers(
      List<Ruling> rulings, List<Expected> expected, Map<LogEntry, Decision> decisions) {
    for (int index = 0; index < expected.size(); index++) {
      if (expected.get(index) instanceof Decided decided) {
        Decision decision = (Decision) rulings.get(index);
        decisions.put(decided.entry(), decision);
        assertThat(decision.first()).isEqualTo(decided.first().map(decisions::get));
      }
    }
  }

  private static Verdict verdict(Decision decision, boolean open) {
    return new Verdict(
        decision.itemSeq(),
        decision.timeMillis(),
        decision.accepted(),
        decision.reason(),
        open
            ? Optional.of(
                new Prices(
                    decision.priceBefore(),
                    decision.priceAfter(),
                    decision.leader(),
                    decision.minimumNextBid(),
                    decision.endMillis()))
            : Optional.empty(),
        decision.lockToken(),
        decision.lockUntilMillis());
  }

  private static Verdict verdict(Decided decided) {
    return new Verdict(
        decided.itemSeq(),
        decided.timeMillis(),
        decided.accepted(),
        decided.reason(),
        decided.open()
            ? Optional.of(
                new Prices(
                    decided.priceBefore(),
                    decided.priceAfter(),
                    decided.leader(),
                    decided.minimum(),
                    decided.endMillis()))
            : Optional.empty(),
        decided.lockUntilMillis().isPresent()
            ? OptionalLong.of(decided.itemSeq())
            : OptionalLong.empty(),
        decided.lockUntilMillis());
  }

  private static Closed closed(ItemClosed closed) {
    return new Closed(
        closed.itemSeq(),
        closed.outcome(),
        closed.winner(),
        closed.priceMinor(),
        closed.bids(),
        closed.acceptedBids(),
        closed.closedAtMillis());
  }
}
