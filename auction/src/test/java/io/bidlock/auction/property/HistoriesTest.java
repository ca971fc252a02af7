package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.model.AuctionModel;
import io.bidlock.auction.model.Expected;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;

/** Properties say little where their histories go nowhere: these reach every reason and outcome. */
final class HistoriesTest {
  private static final int HISTORIES = 500;
  private static final long SEED = 20_261_121L;

  private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

  @Example
  void openAuctionsMeetEveryReasonAndOutcome() {
    for (AuctionPlan plan : List.of(AuctionPlan.ENGLISH, AuctionPlan.REVERSE)) {
      assertReached(plan, EnumSet.of(Reason.OUTBID_BY_PROXY), Set.of());
    }
    assertReached(AuctionPlan.PROXY, Set.of(), Set.of());
  }

  @Example
  void sealedAuctionsMeetEveryReasonAndOutcomeButEarlySales() {
    assertReached(AuctionPlan.SEALED_FIRST_PRICE, EnumSet.of(Reason.OUTBID_BY_PROXY), Set.of());
    assertReached(AuctionPlan.SEALED_SECOND_PRICE, EnumSet.of(Reason.OUTBID_BY_PROXY), Set.of());
  }

  @Example
  void dutchAuctionsMeetEveryReasonAndOutcomeTheyKnow() {
    assertReached(
        AuctionPlan.DUTCH, EnumSet.of(Reason.OUTBID_BY_PROXY), EnumSet.of(Outcome.RESERVE_NOT_MET));
  }

  private void assertReached(AuctionPlan plan, Set<Reason> strange, Set<Outcome> unheardOf) {
    reasons.clear();
    outcomes.clear();
    RandomGenerator<History> generator = Histories.of(plan).generator(1_000);
    Random random = new Random(SEED);
    for (int count = 0; count < HISTORIES; count++) {
      History history = generator.next(random).value();
      AuctionModel.judge(history.entries()).forEach(expected -> expected.forEach(this::count));
    }
    Set<Reason> possible = EnumSet.allOf(Reason.class);
    possible.removeAll(strange);
    assertThat(reasons).as("%s reasons", plan).containsOnlyKeys(possible);
    Set<Outcome> known = EnumSet.allOf(Outcome.class);
    known.removeAll(unheardOf);
    assertThat(outcomes).as("%s outcomes", plan).containsOnlyKeys(known);
  }

  private void count(Expected ruling) {
    if (ruling instanceof Expected.Decided decided) {
      decided.reason().ifPresent(reason -> reasons.merge(reason, 1, Integer::sum));
    } else if (ruling instanceof Expected.Closed closed) {
      outcomes.merge(closed.outcome(), 1, Integer::sum);
    }
  }
}
