package io.bidlock.auction.property;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Item histories of a format. */
final class Histories {
  private static final int MOST_MOVES = 32;

  private Histories() {}

  static Arbitrary<History> of(AuctionPlan plan) {
    return Combinators.combine(choices(), number(), moves(), number())
        .as(
            (choices, opening, moves, ending) ->
                HistoryWriter.write(plan.terms(choices), opening, moves, ending, false));
  }

  /** With amounts, the reserve too, that are long and occur nowhere by chance. */
  static Arbitrary<History> distinctive(AuctionPlan plan) {
    return Combinators.combine(choices(), moves())
        .as(
            (choices, moves) ->
                HistoryWriter.write(distinctive(plan, plan.terms(choices)), 0, moves, 20, true));
  }

  private static Terms distinctive(AuctionPlan plan, Terms terms) {
    Terms round =
        terms.amendedBy(
            Terms.of(
                Map.of(
                    Term.CURRENCY, "USD",
                    Term.INCREMENT, "0.25",
                    Term.START_PRICE, plan == AuctionPlan.REVERSE ? "98765432.19" : "100",
                    Term.RESERVE_PRICE, plan == AuctionPlan.REVERSE ? "1234567.89" : "98765432.19",
                    Term.BUY_NOW_PRICE, "")));
    return plan == AuctionPlan.DUTCH
        ? round.amendedBy(
            Terms.of(Map.of(Term.RESERVE_PRICE, "", Term.DUTCH_STEP, "1", Term.DUTCH_FLOOR, "")))
        : round;
  }

  private static Arbitrary<List<Integer>> choices() {
    return number().list().ofSize(AuctionPlan.CHOICES);
  }

  private static Arbitrary<List<Move>> moves() {
    return Combinators.combine(number(), number(), number(), number(), number())
        .as(Move::new)
        .list()
        .ofMaxSize(MOST_MOVES)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Integer> number() {
    return Arbitraries.integers()
        .between(0, 99)
        .shrinkTowards(0)
        .withDistribution(RandomDistribution.uniform());
  }
}
